"""Whoever stands before an exam reads there whether they qualify, once a list says so."""

import pytest
from django.utils import timezone

from tests.factories.deciding import decide
from tests.factories.lms import Lms
from tests.factories.sitting import at_a_seat, placed_exam


@pytest.mark.django_db
def test_the_page_of_an_exam_says_whether_one_qualifies(lms: Lms) -> None:
    exam = placed_exam(lms)
    seat = at_a_seat(lms)
    assert "ualify for the final exam" not in seat.look()

    decide(exam.course, now=timezone.now())

    assert "You do not qualify for the final exam. Why?" in seat.look()
    seat.begin()
    assert "ualify for the final exam" not in seat.look()
