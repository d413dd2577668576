"""Whether what an LMS shows is what we wrote. Pure."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Mark:
    """Points of a maximum, both scaled, as we told them."""

    points: int
    maximum: int

    @property
    def ratio(self) -> Decimal:
        return Decimal(self.points) / Decimal(self.maximum)


@dataclass(frozen=True, slots=True)
class Shown:
    """What an LMS shows of one person: on its own scale, and None for nothing."""

    score: Decimal | None
    maximum: Decimal


def agrees(shown: Shown | None, mark: Mark | None, *, clips: bool = False) -> bool:
    """Tell whether an LMS shows what we told: on whatever scale, rounded as its columns round."""
    if mark is None or shown is None or shown.score is None:
        return mark is None and (shown is None or shown.score is None)
    ratio = min(mark.ratio, Decimal(1)) if clips else mark.ratio
    decimals = 4 if shown.maximum <= 1 else 2
    within = Decimal("0.501") * Decimal(10) ** -decimals
    return abs(shown.score - ratio * shown.maximum) <= within


def is_anothers(shown: Shown | None, *ours: Mark | None, clips: bool = False) -> bool:
    """Tell whether an LMS shows a value that is none of those we may have written."""
    if shown is None or shown.score is None:
        return False
    return not any(agrees(shown, mark, clips=clips) for mark in ours if mark is not None)
