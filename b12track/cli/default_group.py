"""A command that does its own work and has parts as well: `inject 1 mg …` beside `inject list`."""

from __future__ import annotations

import click


class DefaultGroup(click.Group):
    """A group whose first word need not be one of its parts: then its own command runs."""

    def __init__(self, own: click.Command) -> None:
        super().__init__(own.name, help=own.help)
        self.own = own
        #: Where a run keeps that its own command was called, and none of the parts.
        self._own_runs = f"{__name__}.{own.name}"

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] in self.commands:
            return super().parse_args(ctx, args)
        ctx.meta[self._own_runs] = True
        ctx.allow_interspersed_args = True  # a group stops at the first word, a command does not
        return self.own.parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        return self.own.invoke(ctx) if self._own_runs in ctx.meta else super().invoke(ctx)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        is_own = self._own_runs in ctx.meta
        return self.own.get_params(ctx) if is_own else super().get_params(ctx)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return self.own.collect_usage_pieces(ctx)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.own.format_help(ctx, formatter)
        self.format_commands(ctx, formatter)
