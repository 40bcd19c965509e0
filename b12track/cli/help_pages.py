"""`help`: the help page of the tool, of a command, of a part of a command."""

from __future__ import annotations

import click


@click.command("help")
@click.argument("words", metavar="[COMMAND]...", nargs=-1)
@click.pass_context
def help_(ctx: click.Context, words: tuple[str, ...]) -> None:
    """Show what a command does, with its options and examples.

    \b
    Examples:
      b12track help
      b12track help log
      b12track help foods add
    """
    from b12track.cli.session import say

    root = ctx.find_root()
    command: click.Command = root.command
    context = root
    for word in words:
        part = command.get_command(context, word) if isinstance(command, click.Group) else None
        if part is None:
            raise click.UsageError(f"No such command '{word}'.", context)
        context = click.Context(part, info_name=word, parent=context)
        command = part
    say(command.get_help(context))
