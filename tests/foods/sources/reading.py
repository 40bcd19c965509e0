"""A file of a foreign food table read to its end, for the tests of each format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from b12track.foods.sources.recognise import opened
from b12track.foods.table import Food

if TYPE_CHECKING:
    from pathlib import Path


def read(path: str) -> tuple[str, dict[str, Food], list[tuple[int, str]]]:
    """The source's name, its foods by code, and what was refused."""
    with opened(path) as source:
        lines = list(source.foods)
    foods = [food for _, food in lines if isinstance(food, Food)]
    refused = [(line, reason) for line, reason in lines if isinstance(reason, str)]
    return source.name, {food.food_code: food for food in foods}, refused


def written(path: Path, content: bytes | str) -> str:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def b12(foods: dict[str, Food]) -> list[int | None]:
    """The B12 of each food, ng per 100 g."""
    return [food.b12_ng_per_100g for food in foods.values()]
