"""The gallery holds what it shows, with words for who cannot see it."""

from __future__ import annotations

import re

from tests.conftest import ROOT


def test_every_picture_of_the_gallery_is_there_and_has_words() -> None:
    page = (ROOT / "docs" / "gallery.md").read_text("utf-8")
    pictures = re.findall(r"!\[([^]]*)\]\(gallery/([^)]*)\)", page)
    assert len(pictures) > 10
    for words, name in pictures:
        assert (ROOT / "docs" / "gallery" / name).read_bytes().startswith(b"\x89PNG")
        assert len(words) > 100
    assert {name for _, name in pictures} == {
        path.name for path in (ROOT / "docs" / "gallery").iterdir()
    }
