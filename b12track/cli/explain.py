"""`explain`: what people meet about B12, answered with evidence on one screen a topic."""

from __future__ import annotations

import click

from b12track.cli.options import as_json
from b12track.cli.session import say, say_json
from b12track.errors import InputRefused
from b12track.text import escaped


@click.command()
@click.argument("topic", nargs=-1)
@as_json
def explain(topic: tuple[str, ...], as_json: bool) -> None:
    """Explain a topic or a word, with its evidence.

    Without a topic, the list of them. Nothing here says what a reader has or should take.

    \b
    Examples:
      b12track explain
      b12track explain absorption
      b12track explain RDA
    """
    from b12track.science.explanations import TOPICS, explanation, screen

    if not topic:
        if as_json:
            say_json({"topics": [{"topic": key, "about": about} for key, about in TOPICS.items()]})
        else:
            rows = "\n".join(f"  {key:<12} {about}" for key, about in TOPICS.items())
            say(f"b12track explain TOPIC:\n{rows}")
        return
    topic_text = explanation(_topic(" ".join(topic)))
    if as_json:
        say_json({"explanations": [topic_text._asdict()]})
    else:
        say(screen(topic_text))


def _topic(words: str) -> str:
    """The topic that explains these words, said on stderr where it is called otherwise."""
    from b12track.cli.main import COMMANDS
    from b12track.cli.nearest import nearest
    from b12track.science.explanations import OTHER_WORDS, TOPICS

    key = "-".join(words.casefold().split())
    if key.removeprefix("vitamin-") in TOPICS:
        return key.removeprefix("vitamin-")
    if meant := nearest(key, TOPICS, OTHER_WORDS):
        click.echo(escaped(f'"{words}" is explained under {meant[0]}:'), err=True)
        return meant[0]
    if key in COMMANDS:
        raise InputRefused(f'"{words}" is a command: b12track help {key}')
    return words
