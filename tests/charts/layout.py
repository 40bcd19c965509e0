"""A figure laid out as it is drawn, so that the boxes of its words can be asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.backends.backend_agg import FigureCanvasAgg

if TYPE_CHECKING:
    from matplotlib.backends.backend_agg import RendererAgg
    from matplotlib.figure import Figure


def laid_out(figure: Figure) -> RendererAgg:
    """What measures its words; without it each of them makes a canvas of the whole picture."""
    renderer = FigureCanvasAgg(figure).get_renderer()
    figure.draw_without_rendering()
    return renderer
