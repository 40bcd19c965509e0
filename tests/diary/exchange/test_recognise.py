"""Which diary of a zip is meant: those of trackers are taken, others are named."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.diary.exchange.fixtures import Import


def test_zips_of_other_trackers_are_taken_and_others_refused(
    importing: Import, tmp_path: Path
) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("photo.csv", "a,b\n1,2\n")
    assert "holds no known diary" in importing.refused(path.read_bytes())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("days/x.csv", "date,b12_ug\n2026-03-01,1\n")
    outcome = importing(path.read_bytes())
    assert (outcome["new"], outcome["kind"]) == (1, "plain CSV of days")
    assert outcome["notes"] == ["Passed over, for they hold no diary: photo.csv."]
