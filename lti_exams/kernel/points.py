"""Points as scaled integers: 0.7 + 0.1 reaches 0.8, in Python and in every database. Pure."""

from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation

from lti_exams.kernel.errors import LtiExamsError

SCALE = 10_000
# A sum of a hundred thousand of them still fits a database's eight bytes.
MAX_POINTS = 10**9


class PointsRefused(LtiExamsError):
    """A number of points is no number, or too large to be one."""

    code = "points-refused"


def scaled(value: int | float | str | Decimal) -> int:
    """Return ten-thousandths of a point; a float counts as the decimal that people would write."""
    try:
        points = Decimal(str(value)) if not isinstance(value, bool) else Decimal("NaN")
    except InvalidOperation:
        raise PointsRefused from None
    if not points.is_finite() or abs(points) > MAX_POINTS:
        raise PointsRefused
    return int((points * SCALE).to_integral_value(ROUND_HALF_EVEN))


def plain(points: int) -> Decimal:
    """Return scaled points as people and LMSs write them."""
    return Decimal(points) / SCALE
