"""From a figure to the bytes of a PNG, SVG or PDF: the same figure gives the same bytes."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from b12track.charts.style import DARK, LIGHT, PAGE, Look, drawing
from b12track.text import escaped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.figure import Figure

    from b12track.charts.words import Words

SUFFIXES: Final = ("png", "svg", "pdf")


def rendered(
    figure: Figure, words: Words, suffix: str, look: Look = PAGE, dpi: int | None = None
) -> bytes:
    """The picture as a file's content; `suffix` is one of SUFFIXES.

    No date and no program version are written; the words travel inside the file.
    """
    import io

    with drawing(look):
        if suffix == "svg":
            from b12track.charts.svg import svg_text

            return _told(svg_text(figure), words).encode()
        out = io.BytesIO()
        metadata = _metadata(words, suffix)
        figure.savefig(out, format=suffix, dpi=dpi or look.size.dpi, metadata=metadata)
    return out.getvalue()


def follows_system(svg: bytes) -> bytes:
    """A light SVG that turns dark where the reader's system is, but not on paper.

    Each colour of the light palette becomes a variable that the dark palette sets anew.
    """
    text = svg.decode("utf-8")
    pairs = zip(LIGHT._fields, LIGHT, DARK, strict=True)
    values = []
    for name, light, dark in pairs:
        text = text.replace(f": {light}", f": var(--{name}, {light})")
        values.append(f"--{name}: {dark}")
    style = (
        "\n <style>@media screen and (prefers-color-scheme: dark)"
        f" {{ :root {{ {'; '.join(values)} }} }}</style>"
    )
    head, close, body = text.partition("</desc>")
    return f"{head}{close}{style}{body}".encode()


def _metadata(words: Words, suffix: str) -> Mapping[str, str | None]:
    if suffix == "pdf":
        undated = {"CreationDate": None, "Creator": None, "Producer": None}
        return {**undated, "Title": words.title, "Subject": words.alt}
    return {"Software": None, "Title": words.title, "Description": words.alt}


def _told(svg: str, words: Words) -> str:
    """The SVG with its words as title and description, which screen readers speak."""
    head, mark, rest = svg.partition("<svg ")
    attributes, close, body = rest.partition(">")
    title_and_alt = (
        f'\n <title id="b12track-title">{_xml(words.title)}</title>'
        f'\n <desc id="b12track-desc">{_xml(words.alt)}</desc>'
    )
    role = ' role="img" aria-labelledby="b12track-title b12track-desc"'
    return f"{head}{mark}{attributes}{role}{close}{title_and_alt}{body}"


def _xml(text: str) -> str:
    """Text that XML 1.0 can hold: U+FFFE and U+FFFF are no characters there."""
    return escape(escaped(text).translate({0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}), quote=False)
