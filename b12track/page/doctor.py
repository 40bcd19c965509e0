"""For the doctor, and for the fridge: pages that are made to be printed."""

from __future__ import annotations

import os
import re
import tempfile
from html import unescape
from typing import Final

from flask import Response, request

from b12track.page.views import page, tool

_SPANS: Final = {"30": "The last month", "90": "The last three months", "365": "The last year"}
_POLICY: Final = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')


def look(person: str) -> Response:
    """What can be printed, and how."""
    return page("doctor.html", person, spans=_SPANS)


def report(person: str) -> Response:
    """The report as `b12track report` writes it, with a policy of its own."""
    html = _report(person, "html").decode()
    response = Response(html, mimetype="text/html")
    policy = _POLICY.search(html)
    if policy:
        response.headers["Content-Security-Policy"] = (
            f"{unescape(policy.group(1))}; frame-ancestors 'none'"
        )
    return response


def pdf(person: str) -> Response:
    """The same as a file to keep, to send or to print elsewhere."""
    response = Response(_report(person, "pdf"), mimetype="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="vitamin-b12.pdf"'
    return response


def _report(person: str, kind: str) -> bytes:
    """The report of the days asked for, made once for each state of the diary."""
    days = request.args.get("days", "365")
    days = days if days in _SPANS else "365"
    return tool().kept(("report", person, days, kind), lambda: _written(person, days, kind))


def _written(person: str, days: str, kind: str) -> bytes:
    """The report goes through a private file, as for everybody else, and is then forgotten."""
    with tempfile.TemporaryDirectory(prefix="b12track-report-") as folder:
        path = os.path.join(folder, f"report.{kind}")
        tool().do("report", f"--for={person}", f"--from=-{int(days) - 1}d", "-o", path)
        with open(path, "rb") as file:
            return file.read()
