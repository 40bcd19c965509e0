"""Parquet: read back by another library as it was."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Tool


def test_parquet_comes_back_as_it_was(varied: Tool, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    import pandas as pd

    out = tmp_path / "diary.parquet"
    varied.ok(f"export {out}")
    frame = pd.read_parquet(out)
    assert list(frame["food"])[:1] == ["egg, whole, raw"] or len(frame) == 3
    egg, _, stew = frame.to_dict("records")
    assert egg["day"] == date(2026, 11, 1)
    assert str(egg["at"]) == "2026-11-01 08:30:00+00:00"
    assert pd.isna(stew["b12_ug"])
    assert pd.isna(stew["grams"])
    days = pd.read_parquet(tmp_path / "diary-days.parquet")
    assert dict(zip(map(str, days["day"]), days["b12_ug"], strict=True))["2026-10-01"] == 1.25
    assert str(days["b12_ug"].dtype) == "float64"
    assert out.stat().st_mode & 0o777 == 0o600


def test_parquet_needs_a_file(varied: Tool) -> None:
    assert varied("export --format parquet").code == 2
