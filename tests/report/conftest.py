"""The person of the report's tests."""

from __future__ import annotations

import pytest

from tests.conftest import Tool


@pytest.fixture
def treated(tool: Tool) -> Tool:
    """A person on injections whose treatment began long before the first meal was written down."""
    tool.ok("profile set --born 1948-03-12 --sex f --diet vegetarian")
    tool.ok("profile set --condition pernicious-anaemia --medicine metformin")
    for ago in (250, 160, 70):
        tool.ok(f"inject 1 mg hydroxocobalamin --on -{ago}d")
    tool.ok("regimen add hydroxocobalamin 1 mg every 3 months")
    tool.ok("lab add b12 118 pmol/L --low 145 --high 569 --on -260d")
    tool.ok("lab add mma 240 nmol/L --high 280 --on -20d")
    for severity, ago in ((6, 245), (2, 200), (5, 165), (1, 150)):
        tool.ok(f"symptom log tingling in both feet {severity} --on -{ago}d")
    tool.ok("log 2 eggs --on yesterday")
    return tool
