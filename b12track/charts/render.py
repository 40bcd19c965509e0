"""From a figure to the bytes of a PNG, SVG or PDF: the same figure gives the same bytes."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

from b12track.charts.style import PAGE, Look, drawing
from b12track.text import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.figure import Figure

    from b12track.charts.words import Words

SUFFIXES: Final = ("png", "svg", "pdf")


def rendered(figure: Figure, words: Words, suffix: str, look: Look = PAGE) -> bytes:
    """The picture as a file's content; `suffix` is one of SUFFIXES.

    No date and no program version are written; the words travel inside the file.
    """
    import io

    out = io.BytesIO()
    with drawing(look):
        figure.savefig(out, format=suffix, dpi=look.size.dpi, metadata=_metadata(words, suffix))
    content = out.getvalue()
    return _told(content.decode("utf-8"), words).encode() if suffix == "svg" else content


def _metadata(words: Words, suffix: str) -> Mapping[str, Any]:
    if suffix == "svg":
        return {"Date": None, "Creator": None, "Format": None, "Type": None}
    if suffix == "pdf":
        undated = {"CreationDate": None, "Creator": None, "Producer": None}
        return {**undated, "Title": words.title, "Subject": words.alt}
    return {"Software": None, "Title": words.title, "Description": words.alt}


def _told(svg: str, words: Words) -> str:
    """The SVG with its words as title and description, which screen readers speak."""
    head, mark, rest = svg.partition("<svg ")
    attributes, close, body = rest.partition(">")
    said = (
        f'\n <title id="b12track-title">{_xml(words.title)}</title>'
        f'\n <desc id="b12track-desc">{_xml(words.alt)}</desc>'
    )
    role = ' role="img" aria-labelledby="b12track-title b12track-desc"'
    return f"{head}{mark}{attributes}{role}{close}{said}{body}"


def _xml(text: str) -> str:
    """Text that XML 1.0 can hold: U+FFFE and U+FFFF are no characters there."""
    return escape(shown(text).translate({0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}), quote=False)
