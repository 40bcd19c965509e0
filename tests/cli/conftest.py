"""A diary with something beside its meals."""

from __future__ import annotations

import pytest

from tests.conftest import Tool


@pytest.fixture
def recorded(tool: Tool) -> Tool:
    """An entry, a tablet, an injection, a symptom and a blood test."""
    tool.ok("log 2 eggs")
    tool.ok("take 50 µg")
    tool.ok("inject 1 mg hydroxocobalamin --on 2026-11-01")
    tool.ok("symptom log numb left foot 4 --on 2026-11-02")
    tool.ok("lab add b12 250 pg/mL --low 180 --high 900 --on 2026-11-03")
    return tool
