"""Imports for every test of an exchange format."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.diary.exchange.fixtures import Import

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Tool


@pytest.fixture
def importing(tool: Tool, tmp_path: Path) -> Import:
    return Import(tool, tmp_path)
