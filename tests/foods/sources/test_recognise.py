"""Which table a file is, whatever its name; what is none is refused."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from b12track.errors import InputRefused
from tests.foods.sources import made

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Tool
from tests.foods.sources.reading import read, written


@pytest.mark.parametrize(
    "content",
    [b"", b"hello", b"a,b\n1,2\n", b"PK\x03\x04broken", b"name,b12\nmilk,1\n", b"\x1f\x8b\0\0"],
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(InputRefused):
        read(written(tmp_path / "x.csv", content))


def test_a_zip_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("food.csv", made.FDC["food.csv"])
        archive.writestr("nutrient.csv", "0" * 50_000_000)
    with pytest.raises(InputRefused, match="unpacks to 50,000,000 bytes"):
        read(str(tmp_path / "bomb.zip"))


def test_an_endless_cell_through_a_pipe_costs_no_memory(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    script = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (600_000_000,) * 2)\n"
        "from b12track.foods.sources.recognise import opened\n"
        "with opened(sys.argv[1]) as source: list(source.foods)"
    )
    command = [sys.executable, "-c", script, str(pipe)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as reader:
        with suppress(BrokenPipeError), pipe.open("wb", buffering=0) as end:
            end.write(b'name,b12_ug_per_100g\n"')
            for _ in range(1000):
                end.write(b"m" * 1_000_000)
        assert reader.stderr
        assert "line 2: longer than 1,000,000 bytes" in reader.stderr.read()


def test_what_foods_list_prints_can_be_imported(tmp_path: Path, tool: Tool) -> None:
    _, foods, refused = read(written(tmp_path / "x", tool.ok("foods list --csv").out))
    assert refused == []
    assert len(foods) > 1000
