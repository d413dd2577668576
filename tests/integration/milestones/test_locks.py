"""Whoever comes from an attempt and whoever comes from a person never wait for each other."""

import threading

import pytest
from django.db import connections, transaction

from lti_exams.launches import api as launches
from tests.conftest import NOW
from tests.factories import exams as exam_factory
from tests.factories import milestones as make


@pytest.mark.django_db(transaction=True)
def test_a_person_who_is_held_for_something_else_is_recorded_meanwhile() -> None:
    """SQLite has one lock for all, so there it is recorded as soon as that is let go."""
    person = exam_factory.person(exam_factory.course(NOW)).pk
    make.gives(make.course(), make.milestone())
    found: list[int] = []

    def tell() -> None:
        found.append(len(make.completed(person, make.course()).changed))
        connections.close_all()

    with transaction.atomic():
        launches.Person.objects.select_for_update(no_key=True).get(pk=person)
        other = threading.Thread(target=tell)
        other.start()
        if connections["default"].vendor == "postgresql":
            other.join(timeout=20)
            assert found == [1]
    other.join(timeout=20)

    assert found == [1]
