from datetime import timedelta

import pytest

from lti_exams.milestones import api as milestones
from tests.conftest import NOW
from tests.factories import milestones as make
from tests.factories.milestones import BY

Mode, State = milestones.Mode, milestones.State
COURSE = make.course("102")
DAY = timedelta(days=1)


def codes(person: int, *subjects: milestones.Subject) -> list[tuple[str, ...]]:
    return [one.codes for one in milestones.gate(person, subjects or [COURSE], now=NOW).reasons]


class TestAGate:
    def test_that_asks_nothing_is_open(self, person: int) -> None:
        assert milestones.gate(person, [COURSE], now=NOW).is_open

    def test_says_how_each_requirement_stands(self, person: int) -> None:
        held, waived, revoked, missing = (make.by_hand(str(one)) for one in range(4))
        make.asks(COURSE, held, waived, revoked, missing)
        milestones.award([person], [held.key, revoked.key], by=BY, now=NOW)
        milestones.waive([person], [waived.key], by=BY, now=NOW, reason="Done elsewhere.")
        milestones.revoke([person], [revoked.key], by=BY, now=NOW, reason="A mistake.")

        assert codes(person) == [("held",), ("waived",), ("revoked",), ("missing",)]

    def test_tells_what_a_result_took_from_what_people_took(self, person: int) -> None:
        make.gives(make.course(), goal := make.milestone())
        make.asks(COURSE, goal)
        make.completed(person, make.course())
        make.completed(person, make.course(), is_complete=False)
        taken = codes(person)
        milestones.untie([(make.course(), goal.key)], by=BY, now=NOW)

        assert (taken, codes(person)) == ([("lost",)], [("unreachable",)])

    def test_says_what_a_completion_falls_short_of(self, person: int) -> None:
        goal = make.milestone()
        make.gives(make.course(), goal)
        make.asks(COURSE, goal, condition=make.condition(minimum_score=80, verified=True))
        make.completed(person, make.course(), score=79.9999)

        assert codes(person) == [("score-too-low", "not-verified")]

    def test_shuts_the_moment_an_award_is_over_whether_or_not_anybody_noted_it(
        self, person: int
    ) -> None:
        goal = make.by_hand()
        make.asks(COURSE, goal)
        milestones.award([person], [goal.key], by=BY, now=NOW, until=NOW + DAY)

        shortly_before = NOW + DAY - timedelta(microseconds=1)
        assert milestones.gate(person, [COURSE], now=shortly_before).is_open
        assert not milestones.gate(person, [COURSE], now=NOW + DAY).is_open

    def test_names_what_accounts_for_it_and_nothing_else(self, person: int) -> None:
        held, missing = make.by_hand("held"), make.by_hand("missing")
        make.asks(COURSE, held, missing)
        milestones.award([person], [held.key], by=BY, now=NOW)

        found = milestones.gate(person, [COURSE], now=NOW)

        assert [one.milestone.name for one in found.missing] == ["missing"]

    def test_lets_people_to_the_entrance_exam_that_gives_what_the_course_asks(
        self, person: int
    ) -> None:
        entrance, goal = make.exam("entrance", "102"), make.milestone()
        make.gives(entrance, goal, condition=make.condition(minimum_score=60))
        make.asks(COURSE, goal)

        assert milestones.gate(person, [COURSE, entrance], now=NOW).is_open
        assert not milestones.gate(person, [COURSE], now=NOW).is_open
        assert milestones.who_pass([person], [COURSE, entrance], now=NOW)[person].met

    def test_is_opened_by_a_waiver_where_nothing_can_open_it(self, person: int) -> None:
        goal = make.milestone()
        make.gives(make.course(), goal)
        make.asks(COURSE, goal)
        milestones.waive([person], [goal.key], by=BY, now=NOW, reason="The course is gone.")
        milestones.remove_course("101", by=BY, now=NOW)

        assert milestones.gate(person, [COURSE], now=NOW).is_open


class TestAGroup:
    @pytest.mark.parametrize(
        ("mode", "count", "opens_at"),
        [(Mode.ALL, None, 3), (Mode.ANY, None, 1), ("at-least", 2, 2)],
    )
    def test_is_met_by_so_many(
        self, person: int, mode: Mode, count: int | None, opens_at: int
    ) -> None:
        keys = [make.by_hand().key for _ in range(3)]
        new = milestones.NewGroup(subject=COURSE, mode=Mode(mode), count=count, milestones=keys)
        milestones.require_group(new, by=BY, now=NOW)

        for held in range(3):
            assert milestones.gate(person, [COURSE], now=NOW).is_open is (held >= opens_at)
            milestones.award([person], [keys[held]], by=BY, now=NOW)

    @pytest.mark.parametrize("count", [0, 4, None])
    def test_cannot_ask_for_more_parts_than_it_has(self, db: None, count: int | None) -> None:
        keys = [make.by_hand().key for _ in range(3)]
        with pytest.raises(milestones.TieRefused):
            milestones.require_group(
                milestones.NewGroup(
                    subject=COURSE, mode=Mode.AT_LEAST, count=count, milestones=keys
                ),
                by=BY,
                now=NOW,
            )

    def test_lies_no_deeper_in_others_than_a_document_holds(self, db: None) -> None:
        def group(parent: int | None) -> int:
            new = milestones.NewGroup(
                subject=COURSE, mode=Mode.ALL, milestones=[make.by_hand().key], parent=parent
            )
            return milestones.require_group(new, by=BY, now=NOW).key

        inmost = None
        for _ in range(5):
            inmost = group(inmost)

        with pytest.raises(milestones.TieRefused):
            group(inmost)

    def test_that_lost_its_parts_stays_shut_and_staff_are_told(self, person: int) -> None:
        goal = make.by_hand()
        group = milestones.require_group(
            milestones.NewGroup(subject=COURSE, mode=Mode.ALL, milestones=[goal.key]),
            by=BY,
            now=NOW,
        )
        told = milestones.untie([(COURSE, goal.key)], by=BY, now=NOW)

        assert not milestones.gate(person, [COURSE], now=NOW).is_open
        found = milestones.troubles([COURSE], now=NOW)
        assert told == found
        assert [(one.code, one.requirement) for one in found] == [("group-too-small", group.key)]

    def test_goes_with_everything_in_it(self, person: int) -> None:
        group = milestones.require_group(
            milestones.NewGroup(subject=COURSE, mode=Mode.ANY, milestones=[make.by_hand().key]),
            by=BY,
            now=NOW,
        )
        milestones.remove_requirement(group.key, by=BY, now=NOW)

        assert milestones.gate(person, [COURSE], now=NOW).is_open
        assert milestones.ties(milestones.Wanted(subjects=[COURSE]), now=NOW) == []


class TestThePath:
    def test_names_the_steps_in_an_order_in_which_each_is_open(self, person: int) -> None:
        first, second = make.milestone("first"), make.milestone("second")
        make.gives(make.course("101"), first)
        make.gives(COURSE, second)
        make.asks(COURSE, first)
        make.asks(make.course("103"), second)

        found = milestones.path(person, [make.course("103")], now=NOW)

        assert [str(step.subject) for step in found.steps] == ["course:101", "course:102"]

    def test_leaves_out_what_is_held(self, person: int) -> None:
        first, second = make.milestone("first"), make.milestone("second")
        make.gives(make.course("101"), first)
        make.gives(COURSE, second)
        make.asks(COURSE, first)
        make.asks(make.course("103"), second)
        make.completed(person, make.course("101"))

        found = milestones.path(person, [make.course("103")], now=NOW)

        assert [str(step.subject) for step in found.steps] == ["course:102"]

    def test_has_no_step_to_what_a_person_took_away(self, person: int) -> None:
        goal = make.milestone()
        make.gives(make.course("101"), goal)
        make.asks(COURSE, goal)
        make.completed(person, make.course("101"))
        milestones.revoke([person], [goal.key], by=BY, now=NOW, reason="A mistake.")

        found = milestones.path(person, [COURSE], now=NOW)

        assert (found.steps, found.closed) == ((), (goal.key,))

    def test_takes_the_shorter_way_through_a_group(self, person: int) -> None:
        near, far, before = make.milestone("near"), make.milestone("far"), make.milestone("before")
        make.gives(make.course("a"), before)
        make.gives(make.course("b"), far)
        make.gives(make.course("c"), near)
        make.asks(make.course("b"), before)
        keys = [far.key, near.key]
        new = milestones.NewGroup(subject=make.course("d"), mode=Mode.ANY, milestones=keys)
        milestones.require_group(new, by=BY, now=NOW)
        make.gives(make.course("d"), goal := make.milestone("goal"))
        make.asks(COURSE, goal)

        found = milestones.path(person, [COURSE], now=NOW)

        assert [str(step.subject) for step in found.steps] == ["course:c", "course:d"]


class TestAnAlarm:
    def test_reaches_whatever_waits_for_what_was_lost(self, db: None) -> None:
        first, second = make.milestone("first"), make.milestone("second")
        make.gives(make.course("101"), first)
        make.gives(COURSE, second)
        make.asks(COURSE, first)
        make.asks(make.course("103"), second)

        alarms = milestones.remove_course("101", by=BY, now=NOW)

        assert {str(one.subject) for one in alarms} == {"course:102", "course:103"}

    def test_is_silent_where_something_else_gives_it(self, db: None) -> None:
        goal = make.milestone()
        make.gives(make.course("101"), goal)
        make.gives(make.course("100"), goal)
        make.asks(COURSE, goal)

        assert milestones.remove_course("101", by=BY, now=NOW) == []

    def test_a_requirement_that_nothing_gives_is_refused_when_it_is_saved(self, db: None) -> None:
        with pytest.raises(milestones.NeverMet) as refused:
            make.asks(COURSE, make.milestone())

        assert refused.value.refusal_code == "milestone-requirement-unreachable"

    def test_so_is_one_whose_time_is_over(self, db: None) -> None:
        goal = make.milestone()
        make.gives(make.course(), goal, condition=make.condition(not_after=NOW - DAY))

        with pytest.raises(milestones.NeverMet):
            make.asks(COURSE, goal)
