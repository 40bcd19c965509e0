"""The report as one HTML file without script or outside address, made to be printed."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from typing import TYPE_CHECKING

from b12track.report.annex import annex_sections
from b12track.report.blocks import Spark
from b12track.report.sheet import heading, made_words, sheet_sections, who
from b12track.report.spark import svg
from b12track.report.text import FOOTER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from b12track.report.facts import DoctorReport, Drawing


def report_html(
    report: DoctorReport, drawings: Sequence[Drawing], *, large_print: bool = False
) -> str:
    """The page; every name is escaped, and the policy forbids all but its own style and pictures.

    The style is allowed by its hash alone, so that nothing a name could bring in would act.
    """
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    folder = files("b12track.report")
    style = folder.joinpath("page.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["data"] = _data
    environment.tests["spark"] = lambda cell: isinstance(cell, Spark)
    template = environment.from_string(folder.joinpath("page.html").read_text(encoding="utf-8"))
    return template.render(
        title=heading(report),
        made=made_words(report),
        who=who(report),
        sheet=sheet_sections(report),
        annex=annex_sections(report, drawings),
        drawings=drawings,
        large_print=large_print,
        footer=FOOTER,
        style=Markup(style),  # noqa: S704 - our own file, and its hash stands in the policy
        policy="default-src 'none'; img-src data:; base-uri 'none'; form-action 'none';"
        f" style-src 'sha256-{digest}'",
    )


def _data(picture: Spark | bytes) -> str:
    """A spark or the bytes of an SVG as the address of an image, so that the page is one file."""
    content = svg(picture) if isinstance(picture, Spark) else picture
    return f"data:image/svg+xml;base64,{base64.b64encode(content).decode('ascii')}"
