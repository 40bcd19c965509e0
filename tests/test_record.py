"""Our named tuples are typing's, but for the compiling of annotations."""

from __future__ import annotations

import pickle

import pytest

from b12track.record import NamedTuple


class Dose(NamedTuple):
    """A dose."""

    ug: int
    form: str = "tablet"

    @property
    def ng(self) -> int:
        return self.ug * 1000

    def doubled(self) -> Dose:
        return self._replace(ug=2 * self.ug)


def test_a_record_is_a_named_tuple() -> None:
    dose = Dose(250)
    assert isinstance(dose, tuple)
    assert dose == (250, "tablet") == Dose(ug=250, form="tablet")
    assert (dose.ng, dose.doubled().ug) == (250_000, 500)
    assert repr(dose) == "Dose(ug=250, form='tablet')"
    assert (Dose._fields, Dose.__doc__) == (("ug", "form"), "A dose.")
    assert (Dose.__module__, Dose.__qualname__) == (__name__, "Dose")


def test_what_is_missing_or_too_much_is_refused() -> None:
    with pytest.raises(TypeError, match="ug"):
        Dose()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="3"):
        Dose(1, "spray", 3)  # type: ignore[call-arg, arg-type]
    with pytest.raises(AttributeError):
        Dose(1).route = "nose"  # type: ignore[attr-defined]


def test_a_record_travels() -> None:
    assert pickle.loads(pickle.dumps(Dose(3, "spray"))) == Dose(3, "spray")  # noqa: S301 - our own
