"""Writes the answers of every walkthrough anew: python -m tools.walkthroughs."""

from __future__ import annotations

from tools.walkthroughs.walk import people, walked

for path in people():
    path.write_text(walked(path.read_text(encoding="utf-8")), encoding="utf-8")
