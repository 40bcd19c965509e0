"""`explain`: what people meet about B12, answered with evidence on one screen a topic."""

from __future__ import annotations

import click

from b12track.cli.options import as_json
from b12track.cli.session import say, say_json


@click.command()
@click.argument("topic", nargs=-1)
@as_json
def explain(topic: tuple[str, ...], as_json: bool) -> None:
    """Explain a topic with its evidence: b6, vegan, tests and others.

    Without a topic: the list of them. Nothing here says what a reader has or should take.
    """
    from b12track.science.explanations import TOPICS, explanation, screen

    if not topic:
        if as_json:
            say_json({"topics": [{"topic": key, "about": about} for key, about in TOPICS.items()]})
        else:
            rows = "\n".join(f"  {key:<12} {about}" for key, about in TOPICS.items())
            say(f"b12track explain TOPIC:\n{rows}")
        return
    topic_text = explanation(" ".join(topic))
    if as_json:
        say_json({"explanations": [topic_text._asdict()]})
    else:
        say(screen(topic_text))
