"""The report through the page, under its own policy."""

from __future__ import annotations

from tests.conftest import Tool
from tests.page.conftest import Visitor


def test_the_report_comes_with_its_own_policy(visitor: Visitor, tool: Tool) -> None:
    tool.ok("log 2 eggs --on yesterday")
    answer = visitor.request("GET", "/for/me/doctor/report?days=30")
    assert "1.11" in answer.text
    policy = answer.headers["Content-Security-Policy"]
    assert "style-src 'sha256-" in policy
    assert "frame-ancestors 'none'" in policy
    pdf = visitor.request("GET", "/for/me/doctor/report.pdf?days=30")
    assert pdf.data.startswith(b"%PDF-") and "attachment" in pdf.headers["Content-Disposition"]
