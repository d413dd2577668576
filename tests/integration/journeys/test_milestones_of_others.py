"""What a course may ask for and decide about where other courses rely on it."""

from dataclasses import replace
from datetime import datetime

import pytest

from lti_exams.exams import api as exams
from lti_exams.journeys import access, define_milestones, order_courses
from lti_exams.journeys.ask_for_milestones import Wish, ask_for
from lti_exams.journeys.award_milestones import Verdict, decide_about_milestones
from lti_exams.journeys.find_subjects import NoSuchSubject, subject_in
from lti_exams.journeys.record_milestones import (
    subject_of_course,
    subject_of_exam,
    subject_of_link,
)
from lti_exams.journeys.see_gates import see_gate
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones
from lti_exams.outbox import api as outbox
from tests.factories import exams as make_exam
from tests.factories import milestones as make
from tests.factories.milestone_course import own
from tests.factories.milestones import BY


@pytest.fixture
def giving(db: None, now: datetime) -> launches.Course:
    """A course that has a milestone of its own."""
    return make_exam.course(now, "Botany")


@pytest.fixture
def oath(giving: launches.Course) -> milestones.MilestoneValue:
    return own(giving, "Oath", is_given_by_hand=True)


@pytest.fixture
def asking(giving: launches.Course) -> launches.Course:
    """Another course of the same LMS."""
    return launches.Course.objects.create(
        deployment=giving.deployment, context_id="asking", title="Physiology"
    )


def teacher(course: launches.Course) -> access.Caller:
    return access.Caller(name="person:1", roles=frozenset({access.Role.TEACHER}), course=course)


def asks(course: launches.Course, goal: milestones.MilestoneValue) -> None:
    make.asks(subject_of_course(course), goal)


class TestAMilestoneOfAnotherCourse:
    def test_is_not_there_to_be_asked_for(
        self, asking: launches.Course, oath: milestones.MilestoneValue, now: datetime
    ) -> None:
        who, new = teacher(asking), milestones.NewRequirement
        wanted = new(subject=subject_of_course(asking), milestone=oath.key)
        rule = {"ask": "milestone-held", "about": {"milestone": oath.key}}

        with pytest.raises(milestones.NoSuchMilestone):
            define_milestones.require(who, asking, wanted, now=now)
        with pytest.raises(milestones.NoSuchMilestone):
            ask_for(who, asking, Wish(subject="course", wanted=[oath.key]), now=now)
        with pytest.raises(milestones.NoSuchMilestone):
            order_courses.set_course_rule(who, asking, rule, now=now)

    def test_may_be_asked_for_again_where_staff_tied_it(
        self, asking: launches.Course, oath: milestones.MilestoneValue, now: datetime
    ) -> None:
        asks(asking, oath)
        wish = Wish(subject="course", wanted=[oath.key], condition=make.condition(verified=True))

        ask_for(teacher(asking), asking, wish, now=now)

    def test_that_goes_with_what_asks_for_it_opens_no_other_course(
        self,
        giving: launches.Course,
        asking: launches.Course,
        oath: milestones.MilestoneValue,
        now: datetime,
    ) -> None:
        asks(giving, oath)
        asks(asking, oath)
        exams.decide_usual(
            asking, exams.Usual(escalation_email="help@example.org"), by=make_exam.STAFF, now=now
        )
        who, person = teacher(giving), make_exam.person(asking)

        lost = define_milestones.remove_milestone(
            who, giving, oath.key, with_requirements=True, now=now
        )

        assert [one.subject for one in lost] == [subject_of_course(asking)]
        assert outbox.Message.objects.filter(type="milestones.alarm").count() == 1
        again = milestones.NewMilestone(namespace=oath.namespace, name=oath.name)
        define_milestones.add_milestone(who, giving, again, links_follow=False, now=now)
        assert milestones.gate(person.pk, [subject_of_course(giving)], now=now).is_open
        assert not milestones.gate(person.pk, [subject_of_course(asking)], now=now).is_open

    def test_that_people_give_no_more_alarms_who_asks_for_it(
        self,
        giving: launches.Course,
        asking: launches.Course,
        oath: milestones.MilestoneValue,
        now: datetime,
    ) -> None:
        asks(asking, oath)
        exams.decide_usual(
            asking, exams.Usual(escalation_email="help@example.org"), by=make_exam.STAFF, now=now
        )
        changes = milestones.MilestoneChanges(is_given_by_hand=False)

        define_milestones.edit_milestone(teacher(giving), giving, oath.key, changes, now=now)

        assert outbox.Message.objects.filter(type="milestones.alarm").count() == 1

    @pytest.mark.parametrize("decided", [Verdict.AWARD, Verdict.REVOKE])
    def test_stays_as_those_decided_who_give_it(
        self,
        giving: launches.Course,
        asking: launches.Course,
        oath: milestones.MilestoneValue,
        decided: Verdict,
        now: datetime,
    ) -> None:
        asks(asking, oath)
        ada = make_exam.person(asking)
        milestones.award([ada.pk], [oath.key], by=BY, now=now)
        if decided is Verdict.REVOKE:
            milestones.revoke([ada.pk], [oath.key], by=BY, now=now, reason="Cheated")

        with pytest.raises(access.ActRefused):
            decide_about_milestones(
                teacher(asking),
                asking,
                [ada],
                [oath.key],
                Verdict.LET_FACTS_DECIDE,
                reason="I like them",
                now=now,
            )

    def test_is_no_longer_waived_when_those_who_ask_take_it_back(
        self, asking: launches.Course, oath: milestones.MilestoneValue, now: datetime
    ) -> None:
        asks(asking, oath)
        ada, who = make_exam.person(asking), teacher(asking)

        for verdict in (Verdict.WAIVE, Verdict.LET_FACTS_DECIDE):
            decide_about_milestones(
                who, asking, [ada], [oath.key], verdict, reason="By the board", now=now
            )

        assert not milestones.holds(ada.pk, oath.key, now=now)


class TestARule:
    def test_asks_for_nothing_of_another_university(
        self, asking: launches.Course, now: datetime
    ) -> None:
        exam = make_exam.exam(make_exam.course(now, "Elsewhere"), now=now)
        rule = {"ask": "completed", "about": {"subject": str(subject_of_exam(exam))}}

        with pytest.raises(NoSuchSubject):
            order_courses.set_course_rule(teacher(asking), asking, rule, now=now)

    def test_keeps_what_it_asks_for_when_the_last_gate_needs_it_no_more(
        self, giving: launches.Course, asking: launches.Course, now: datetime
    ) -> None:
        mine, theirs = subject_of_course(asking), subject_of_course(giving)
        key = milestones.add_prerequisite(
            mine, milestones.Prerequisite(subject=theirs), by=BY, now=now
        ).key
        rule = {"ask": "milestone-held", "about": {"milestone": key}}
        milestones.set_course_rule(str(asking.pk), rule, by=BY, now=now)

        milestones.remove_prerequisite(mine, theirs, by=BY, now=now)

        assert milestones.milestone(key).is_active

    def test_is_heeded_by_what_a_new_rule_gives_for_what_was_done_before(
        self, giving: launches.Course, now: datetime
    ) -> None:
        exam = make_exam.exam(giving, now=now)
        first, done = own(giving, "First"), own(giving, "Done")
        rule = {"ask": "milestone-held", "about": {"milestone": first.key}}
        milestones.set_course_rule(str(giving.pk), rule, by=BY, now=now)
        make.gives(subject_of_course(giving), done)
        ada = make_exam.person(giving).pk
        make.completed(ada, subject_of_exam(exam))

        make.gives(subject_of_exam(exam), first)

        assert milestones.holds(ada, done.key, now=make.NOW)


@pytest.mark.parametrize("key", ["0{}", "00{}", "+{}", " {}", "{}.0"])
def test_a_key_that_is_written_otherwise_names_nothing(
    giving: launches.Course, key: str, now: datetime
) -> None:
    exam = make_exam.exam(giving, now=now)

    with pytest.raises(NoSuchSubject):
        subject_in(giving, f"exam:{key.format(exam.pk)}")


class TestAKindOfRelation:
    def test_that_is_on_again_heeds_what_was_completed_meanwhile(
        self, giving: launches.Course, now: datetime
    ) -> None:
        staff = access.Caller(name="user:1", roles=frozenset({access.Role.SERVICE_STAFF}))
        exam, goal = make_exam.exam(giving, now=now), own(giving, "Mosses")
        ada, side = make_exam.person(giving).pk, milestones.Side.FULFILS
        order_courses.keep_kind(staff, "earns", side, now=now)
        make.gives(subject_of_exam(exam), goal, kind="earns")
        order_courses.keep_kind(staff, "earns", side, is_active=False, now=now)
        make.completed(ada, subject_of_exam(exam))

        order_courses.keep_kind(staff, "earns", side, now=now)

        assert milestones.holds(ada, goal.key, now=make.NOW)


def test_the_link_of_a_teacher_stands_before_nobody_else(
    giving: launches.Course, oath: milestones.MilestoneValue, now: datetime
) -> None:
    link = launches.Link.objects.create(
        deployment=giving.deployment, course=giving, resource_link_id="staff-room"
    )
    make.asks(subject_of_link(link), oath)
    ada, who = make_exam.person(giving), replace(teacher(giving), link=link.pk)

    assert see_gate(who, giving, person=ada, now=now).is_open
