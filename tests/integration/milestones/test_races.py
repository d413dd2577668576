"""Two at once: what is recorded while a new rule is made is not lost between them."""

import threading

import pytest
from django.db import connections, transaction

from lti_exams.milestones import api as milestones
from tests.conftest import NOW
from tests.factories import exams as exam_factory
from tests.factories import milestones as make
from tests.factories.milestones import BY


@pytest.mark.django_db(transaction=True)
def test_a_completion_that_a_new_rule_did_not_see_is_given_what_the_rule_gives() -> None:
    """Each reads before the other is committed. SQLite has one lock for all, and no such gap."""
    person = exam_factory.person(exam_factory.course(NOW)).pk
    goal = make.milestone()
    ruled = threading.Thread(target=_rule, args=(goal,))

    with transaction.atomic():
        make.completed(person, make.course())
        ruled.start()
        if connections["default"].vendor == "postgresql":
            ruled.join(timeout=1)
    ruled.join(timeout=20)

    assert milestones.holds(person, goal.key, now=NOW)


def _rule(goal: milestones.MilestoneValue) -> None:
    new = milestones.NewFulfilment(subject=make.course(), milestone=goal.key)
    milestones.fulfil([new], by=BY, now=NOW)
    connections.close_all()
