from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_exams.kernel.points import MAX_POINTS, PointsRefused, plain, scaled


class TestScaled:
    def test_adds_up_as_people_add(self):
        assert scaled(0.7) + scaled(0.1) >= scaled(0.8)

    @pytest.mark.parametrize(
        ("value", "expected"),
        [(1, 10_000), ("0.8", 8_000), (0.1, 1_000), (Decimal("2.5"), 25_000)],
    )
    def test_counts_ten_thousandths(self, value, expected):
        assert scaled(value) == expected

    @given(st.integers(-MAX_POINTS * 10_000, MAX_POINTS * 10_000))
    def test_loses_nothing_of_what_was_stored(self, stored):
        assert scaled(plain(stored)) == stored

    @pytest.mark.parametrize("value", ["", "ten", float("nan"), float("inf"), 10**10, "1e99", True])
    def test_refuses_what_is_no_number_of_points(self, value):
        with pytest.raises(PointsRefused):
            scaled(value)
