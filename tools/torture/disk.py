"""Fills a real disk, takes space away, and looks whether a saved entry is lost."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from b12track.diary import journal
from b12track.diary.journal import Act, Eaten
from b12track.diary.storage import backup, file, proof
from b12track.errors import StorageFailed
from b12track.foods.catalogue import open_catalogue
from b12track.foods.phrase import items
from tools.torture.rig import NOW, Figures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from b12track.foods.weighing import Item

_SIZE = "400k"


def can_mount() -> bool:
    """Whether this user may mount a small disk in memory."""
    with _mounted(Path(tempfile.gettempdir())) as place:
        return place is not None


@contextmanager
def _mounted(parent: Path) -> Iterator[Path | None]:
    place = parent / "b12track-full-disk"
    place.mkdir(exist_ok=True)
    done = None
    try:
        command = ["mount", "-t", "tmpfs", "-o", f"size={_SIZE},mode=0700", "tmpfs", str(place)]
        done = subprocess.run(command, check=False, capture_output=True)
        yield place if done.returncode == 0 else None
    except FileNotFoundError:
        yield None
    finally:
        if done is not None and done.returncode == 0:
            subprocess.run(["umount", str(place)], check=True)
        place.rmdir()


def filled(seed: Path) -> Figures:
    """Logs until the disk is full: reading, exporting and going on after space is made."""
    with open_catalogue(str(seed / "foods.db")) as foods:
        meal = items("2 eggs", foods)
    with _mounted(seed.parent) as place:
        if place is None:
            return Figures(0, ["a tmpfs cannot be mounted here"])
        path = str(place / "diary.db")
        ballast = place / "ballast"
        ballast.write_bytes(bytes(65536))
        logged, violations = 0, []
        while True:
            try:
                _logged(path, meal)
                logged += 1
            except StorageFailed:
                break
        violations += _still_there(path, logged, "when full")
        shutil.rmtree(seed.parent / "elsewhere", ignore_errors=True)
        (seed.parent / "elsewhere").mkdir(mode=0o700)
        backup.copy(path, str(seed.parent / "elsewhere" / "copy.db"))
        ballast.unlink()
        _logged(path, meal)
        violations += _still_there(path, logged + 1, "after space was made")
        return Figures(logged, violations)


def _logged(path: str, meal: list[Item]) -> None:
    with closing(file.open_to_write(path)) as diary, file.transaction(diary, path):
        act_id = journal.begin(diary, Act("log", NOW, None, 1))
        journal.record(diary, act_id or 0, Eaten(1, NOW.date()), meal)


def _still_there(path: str, logged: int, when: str) -> list[str]:
    with closing(file.open_to_read(path)) as diary:
        there = proof.inventory(diary).entries
        return [
            *proof.damage(diary),
            *([] if there == logged else [f"{when}: {logged} saved, {there}"]),
        ]
