"""Words of a meal that are no food: what measures many foods, and what joins them."""

from __future__ import annotations

from b12track.hints import Final

_MEASURES: Final = (
    "slice glass bowl mug plate piece tin packet bottle carton pot handful portion serving scoop"
    " bar bag square rasher fillet stick jar sachet drop splash knob dash ladle tablet capsule"
    " lozenge spray shot pint wedge cube dollop drizzle pinch small medium large"
)
#: Words that measure many foods: what follows them is surely the name.
MEASURES: Final = frozenset(_MEASURES.split())

#: Words that join foods, so that no measure can hold them.
JOINING: Final = frozenset(("and", "with", "on", "in", "over", "plus", "then", "of"))
