"""The drawing library is loaded without its help, and gives it to whoever loads more of it."""

from __future__ import annotations

import subprocess
import sys

LOADED = """
from b12track.charts.library import matplotlib
from matplotlib import artist
library = matplotlib()
from matplotlib.lines import Line2D
assert "markersize" not in Line2D.set.__doc__
assert "markersize" in artist.kwdoc(Line2D)
assert matplotlib() is library
"""


def test_the_classes_of_a_picture_are_loaded_without_their_help() -> None:
    subprocess.run([sys.executable, "-c", LOADED], check=True)
