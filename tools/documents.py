"""What the documents show of the tool, printed by the tool itself; cog puts it in place."""

from __future__ import annotations

import contextlib
import io
import os
import shlex
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from b12track.cli.entry import run
from b12track.cli.main import COMMANDS, b12track
from b12track.diary.storage.schema import migrate

NOW = "2026-11-22T14:00:00+00:00"


@contextlib.contextmanager
def throw_away_home() -> Iterator[Path]:
    """A home of its own with a fixed clock, so that no document shows a real diary."""
    kept = dict(os.environ)
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(
            B12TRACK_HOME=folder, B12TRACK_NOW=NOW, COLUMNS="80", NO_COLOR="1", HOME=folder
        )
        os.environ.pop("B12TRACK_DIARY", None)
        try:
            yield Path(folder)
        finally:
            os.environ.clear()
            os.environ.update(kept)


def printed(line: str) -> str:
    """What a command line prints, its two streams together, as in a terminal."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        run(shlex.split(line.removeprefix("b12track")))
    out.flush()
    return out.buffer.getvalue().decode("utf-8").rstrip()  # type: ignore[attr-defined]


def tour(*lines: str) -> str:
    """Command lines with their output, in one diary, as a fenced block."""
    with throw_away_home():
        transcripts = [f"$ {line}\n{printed(line)}" for line in lines]
    return "```console\n" + "\n\n".join(transcripts) + "\n```"


def tour_of_files(*lines: str) -> str:
    """Like `tour`, in a folder that goes away with the files that the lines write."""
    with throw_away_home() as folder, contextlib.chdir(folder):
        transcripts = [f"$ {line}\n{printed(line)}" for line in lines]
    return "```console\n" + "\n\n".join(transcripts) + "\n```"


def command_pages() -> str:
    """The help of every command and subcommand, each under its own heading."""
    pages = []
    with throw_away_home():
        for name in COMMANDS:
            pages.append(f"### {name}\n\n```text\n{printed(f'b12track {name} --help')}\n```")
            command = b12track.get_command(None, name)  # type: ignore[arg-type]
            for part in getattr(command, "commands", {}):
                text = printed(f"b12track {name} {part} --help")
                pages.append(f"#### {name} {part}\n\n```text\n{text}\n```")
    return "\n\n".join(pages)


def explanations() -> str:
    """Every topic of `explain`, under its own heading."""
    from b12track.science.explanations import TOPICS, explanation

    texts = ((topic, explanation(topic)) for topic in TOPICS)
    return "\n\n".join(
        f"## {topic}\n\n```text\n{text.title}\n\n{text.text}\n\nSources\n{text.sources}\n```"
        for topic, text in texts
    )


def schema() -> str:
    """The diary's tables as SQLite tells them."""
    with closing(sqlite3.connect(":memory:")) as connection:
        migrate(connection)
        rows = connection.execute(
            "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
    return "```sql\n" + ";\n\n".join(sql for (sql,) in rows) + ";\n```"


def analysed(*steps: str) -> str:
    """Python with what it prints, step by step over the invented year, as fenced blocks."""
    import pandas as pd

    blocks, names = [], {}  # type: list[str], dict[str, object]
    with (
        throw_away_home() as home,
        pd.option_context("display.width", 100, "display.max_columns", None),
    ):
        invented_diary(home)
        before = Path.cwd()
        os.chdir(home)
        try:
            for step in steps:
                out = io.StringIO()
                with contextlib.redirect_stdout(out):
                    exec(step, names)  # noqa: S102 - our own text
                blocks.append(
                    f"```python\n{step.strip()}\n```\n\n```text\n{out.getvalue().rstrip()}\n```"
                )
        finally:
            os.chdir(before)
    return "\n\n".join(blocks)


def invented_diary(home: Path) -> None:
    """The invented year of `demo` as diary.db in a home."""
    from b12track.cli.demo import write_year
    from b12track.cli.session import Session

    session = Session(str(home / "diary.db"))
    with contextlib.redirect_stderr(io.StringIO()):
        write_year(session)
    session.close()
