"""The entry point: finds the command without importing the others, and tells errors."""

from __future__ import annotations

from importlib import import_module
from typing import Final

import click

from b12track import __version__
from b12track.cli.outcome import exit_code_of
from b12track.cli.session import Session

#: Command → module under b12track.cli, in the sections of the help page; only the one asked for
#: is imported.
SECTIONS: Final = {
    "Write down": {
        "log": "log",
        "again": "log",
        "often": "often",
        "take": "taken",
        "inject": "injections",
        "mark": "change",
        "symptom": "symptom",
        "lab": "lab",
    },
    "Put right": {
        "edit": "change",
        "delete": "change",
        "undo": "change",
        "redo": "change",
        "history": "change",
    },
    "Look": {
        "today": "show",
        "day": "show",
        "week": "show",
        "month": "show",
        "show": "show",
        "gaps": "show",
        "flags": "flags",
        "chart": "chart",
        "report": "report",
        "suggest": "suggest",
        "store": "store",
        "open": "open",
    },
    "Foods, people, references": {
        "foods": "foods",
        "meals": "meals",
        "profile": "profile",
        "reference": "reference",
        "regimen": "regimen",
    },
    "Many people": {
        "cohort": "cohort",
    },
    "Files": {
        "import": "imports",
        "export": "exports",
        "backup": "backup",
        "restore": "backup",
        "check": "backup",
        "demo": "demo",
        "completion": "completion",
    },
    "Help": {
        "explain": "explain",
        "help": "help_pages",
    },
}
COMMANDS: Final = {
    name: module for section in SECTIONS.values() for name, module in section.items()
}
#: Words that were used before, that people try, or that shells ask; no list shows them.
HIDDEN: Final = {"doctor": "backup", "complete": "complete"}


#: A summary on the page of all commands is no longer than this, so that none is cut at 80 columns.
_SUMMARY: Final = 64


class Commands(click.Group):
    """A group that knows its commands by name and imports one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, section in SECTIONS.items():
            rows = [
                (name, command.get_short_help_str(_SUMMARY))
                for name in section
                if (command := self.get_command(ctx, name)) is not None
            ]
            with formatter.section(title):
                formatter.write_dl(rows)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        known = COMMANDS.get(cmd_name) or HIDDEN.get(cmd_name)
        if known is None:
            return None
        module = import_module(f"b12track.cli.{known}")
        # Names of Python's own cannot name a function: `import` is import_, `help` is help_.
        command: click.Command = getattr(module, f"{cmd_name}_", None) or getattr(module, cmd_name)
        return command


@click.command(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option("--diary", metavar="PATH", help="The diary file (else the one in your data folder).")
@click.version_option(__version__, "-V", "--version", message="b12track %(version)s")
@click.pass_context
def b12track(ctx: click.Context, diary: str | None) -> None:
    """A diary of vitamin B12: log meals in one line, see the week, notice low intake.

    Without a command: today at a glance, and the last 14 days. Amounts of B12 are in µg
    (micrograms); b12track explain words says what the other words mean.

    \b
    Examples:
      b12track log 2 eggs, 250 ml milk
      b12track week
      b12track help log

    b12track records food and supplements. It does not diagnose, treat or replace a health
    professional.
    """
    ctx.obj = Session(diary)
    ctx.call_on_close(ctx.obj.close)
    ctx.call_on_close(ctx.obj.finish)
    if ctx.invoked_subcommand is None:
        from b12track.cli.day_page import show_glance

        show_glance(ctx.obj)


def run(arguments: list[str]) -> int:
    """Runs one command line and returns its exit code; messages go to stderr."""
    return exit_code_of(lambda: _by_click(arguments))


def _by_click(arguments: list[str]) -> int:
    try:
        result = b12track.main(arguments, prog_name="b12track", standalone_mode=False)
    except click.UsageError as error:
        from b12track.cli.nearest import mended

        mended(error).show()
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        raise KeyboardInterrupt from None
    return result if isinstance(result, int) else 0
