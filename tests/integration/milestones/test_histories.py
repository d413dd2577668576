"""Random histories, told to the product and to an oracle that is slow and obvious."""

import os
from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest
from django.db import transaction

from lti_exams.milestones import api as milestones
from lti_exams.milestones.models import Award, Milestone, PastAward
from tests.conftest import NOW
from tests.factories import exams as exam_factory
from tests.factories import milestones as make
from tests.factories.milestone_oracle import Fulfilment, Oracle
from tests.factories.milestones import BY

HISTORIES = 10_000 if os.environ.get("LONG") == "1" else 300
STEPS = 12
SUBJECTS = ("101", "102", "103")
SCORES = (None, 0, 500_000, 666_666, 666_667, 1_000_000)


class History:
    """One random history, lived by both."""

    def __init__(self, seed: int, people: list[int]) -> None:
        self.random, self.people, self.now = Random(seed), people, NOW
        self.oracle, self.event = Oracle(), 0
        self.keys = [make.by_hand().key for _ in range(3)]

    def live(self) -> None:
        acts: list[Callable[[], None]] = [
            *[self.complete] * 6,
            *[self.fulfil] * 3,
            *[self.require] * 2,
            self.require_some,
            self.give,
            self.waive,
            self.revoke,
            self.release,
            self.unfulfil,
            self.switch,
            self.wait,
            self.sweep,
        ]
        self.fulfil()
        for _ in range(STEPS):
            self.random.choice(acts)()
            if self.random.random() < 0.4:
                self.compare()
        self.compare_everything()

    def one(self) -> tuple[int, int]:
        return self.random.choice(self.people), self.random.choice(self.keys)

    def is_off(self, key: int) -> bool:
        return key in self.oracle.off

    def complete(self) -> None:
        facts = []
        for _ in range(self.random.choice((1, 1, 2, 5))):
            # Some are told again, and some are told late.
            self.event += self.random.random() < 0.9
            event = f"{self.random.choice((self.event, self.event, 0))}"
            facts.append(
                {
                    "event": event,
                    "person": self.random.choice(self.people),
                    "subject": self.random.choice(SUBJECTS),
                    "at": self.now - timedelta(days=self.random.choice((0, 0, 1, 3))),
                    "complete": self.random.random() < 0.8,
                    "score": self.random.choice(SCORES),
                }
            )
        reports = [
            make.report(
                one["person"],
                make.course(one["subject"]),
                at=one["at"],
                event=one["event"],
                score=None if one["score"] is None else one["score"] / 10_000,
                is_complete=one["complete"],
            )
            for one in facts
        ]
        milestones.record(reports, by=BY, now=self.now)
        self.tell_together(facts)

    def tell_together(self, facts: list[dict[str, object]]) -> None:
        """A batch is one deed: all its facts are there before anything is judged."""
        new: list[dict[str, object]] = []
        for one in facts:
            known = {each["event"] for each in [*self.oracle.facts, *new]}
            if one["event"] not in known:
                new.append(one)
        self.oracle.facts += new
        for one in new:
            for rule in self.oracle.rules:
                is_about = rule.is_on and rule.subject == one["subject"]
                if is_about and not self.is_off(rule.milestone):
                    self.oracle.judge(int(str(one["person"])), rule.milestone, self.now)

    def fulfil(self) -> None:
        key, subject = self.random.choice(self.keys), self.random.choice(SUBJECTS)
        asked = {(one[0], one[1]) for one in self.oracle.required}
        asked |= {(one[0], part) for one in self.oracle.any_of for part in one[1]}
        known = [
            rule for rule in self.oracle.rules if (rule.subject, rule.milestone) == (subject, key)
        ]
        if self.is_off(key) or (subject, key) in asked or known:
            return
        rule = Fulfilment(
            subject,
            key,
            score=self.random.choice(SCORES),
            keeps=self.random.random() < 0.5,
            days=self.random.choice((None, None, 2, 5)),
        )
        when_lost = milestones.WhenLost.KEEP if rule.keeps else milestones.WhenLost.TAKE_BACK
        new = milestones.NewFulfilment(
            subject=make.course(subject),
            milestone=key,
            condition=milestones.Condition(minimum_score=rule.score),
            when_lost=when_lost,
            holds_for_days=rule.days,
        )
        rule.key = milestones.fulfil([new], by=BY, now=self.now)[0].key
        self.oracle.rules.append(rule)
        self.judge_all(key)

    def judge_all(self, key: int) -> None:
        completers = {
            one["person"]
            for one in self.oracle.facts
            for each in self.oracle.rules
            if each.is_on and each.milestone == key and each.subject == one["subject"]
        }
        for person in completers:
            self.oracle.judge(person, key, self.now)

    def unfulfil(self) -> None:
        living = [rule for rule in self.oracle.rules if rule.is_on]
        if not living:
            return
        rule = self.random.choice(living)
        milestones.untie(
            [(make.course(rule.subject), rule.milestone)], by=BY, now=self.now, kind="fulfils"
        )
        rule.is_on = False

    def require(self) -> None:
        key, subject = self.random.choice(self.keys), self.random.choice(SUBJECTS)
        gives = {(rule.subject, rule.milestone) for rule in self.oracle.rules}
        asked = {one[:2] for one in self.oracle.required}
        if self.is_off(key) or (subject, key) in gives | asked:
            return
        least = self.random.choice(SCORES)
        make.asks(
            make.course(subject),
            milestones.milestone(key),
            condition=milestones.Condition(minimum_score=least),
        )
        self.oracle.required.append((subject, key, least))

    def require_some(self) -> None:
        subject = self.random.choice(SUBJECTS)
        gives = {rule.milestone for rule in self.oracle.rules if rule.subject == subject}
        parts = [key for key in self.keys if key not in gives and not self.is_off(key)]
        if not parts:
            return
        mode = self.random.choice(list(milestones.Mode))
        count = {"all": len(parts), "any": 1}.get(mode.value, self.random.randint(1, len(parts)))
        new = milestones.NewGroup(
            subject=make.course(subject),
            mode=mode,
            milestones=parts,
            count=count if mode is milestones.Mode.AT_LEAST else None,
        )
        milestones.require_group(new, by=BY, now=self.now)
        self.oracle.any_of.append((subject, tuple(parts), count))

    def give(self) -> None:
        person, key = self.one()
        if not self.is_off(key):
            milestones.award([person], [key], by=BY, now=self.now)
            self.oracle.give(person, key, self.now, "earned")

    def waive(self) -> None:
        person, key = self.one()
        if not self.is_off(key):
            milestones.waive([person], [key], by=BY, now=self.now, reason="because")
            self.oracle.give(person, key, self.now, "waived")

    def revoke(self) -> None:
        person, key = self.one()
        if not self.is_off(key):
            milestones.revoke([person], [key], by=BY, now=self.now, reason="because")
            self.oracle.revoke(person, key)

    def release(self) -> None:
        person, key = self.one()
        if not self.is_off(key):
            milestones.let_facts_decide([person], [key], by=BY, now=self.now, reason="because")
            self.oracle.release(person, key, self.now)

    def switch(self) -> None:
        key = self.random.choice(self.keys)
        if self.is_off(key):
            row = next(iter(milestones.milestones_named([self.name(key)]).values()))
            again = milestones.NewMilestone(namespace=row.namespace, name=row.name)
            milestones.add_milestones([again], by=BY, now=self.now)
            self.oracle.off.discard(key)
            self.judge_all(key)
        else:
            milestones.remove_milestones([key], by=BY, now=self.now)
            self.oracle.off.add(key)

    @staticmethod
    def name(key: int) -> tuple[str, str]:
        return Milestone.objects.values_list("namespace", "name").get(pk=key)

    def wait(self) -> None:
        self.now += timedelta(days=self.random.choice((1, 3)))

    def sweep(self) -> None:
        milestones.expire_due(now=self.now)
        for stand in self.oracle.awards.values():
            stand.state = self.oracle.state_of(stand, self.now)

    def compare(self) -> None:
        """Compare who holds what, and who may come into one of the subjects."""
        pairs = {(person, key) for person in self.people for key in self.keys}
        expected = {pair for pair in pairs if self.oracle.counts(*pair, self.now)}
        assert milestones.who_hold(self.people, self.keys, now=self.now) == expected
        self.compare_gates(self.random.choice(SUBJECTS))

    def compare_gates(self, name: str) -> None:
        subjects = [make.course(name)]
        crowd = milestones.who_pass(self.people, subjects, now=self.now)
        gates = milestones.gates_of(self.people, subjects, now=self.now)
        for person in self.people:
            expected = self.oracle.opens(person, name, self.now)
            assert gates[person].is_open is expected
            assert crowd[person].met is expected
            assert crowd[person].reasons == gates[person].verdict.reasons

    def compare_everything(self) -> None:
        """Compare every award with what it rests on, and every gate for one and for many."""
        rows = {(row.person_id, row.milestone_id): row for row in Award.objects.all()}
        assert rows.keys() == self.oracle.awards.keys()
        for pair, stand in self.oracle.awards.items():
            row = rows[pair]
            told = (row.state, row.by_hand, row.until, row.score, row.event, row.fulfilment_id)
            rests = (stand.state, stand.by_hand, stand.until, stand.score, stand.event, stand.rule)
            assert told == rests
            assert milestones.holds(*pair, now=self.now) is self.oracle.counts(*pair, self.now)
        for name in SUBJECTS:
            self.compare_gates(name)
            for person in self.people:
                found = milestones.gate(person, [make.course(name)], now=self.now)
                assert found.is_open is self.oracle.opens(person, name, self.now)
        self.compare_history()

    def compare_history(self) -> None:
        versions: dict[int, list[int]] = {}
        for award, version in PastAward.objects.values_list("award", "version"):
            versions.setdefault(award, []).append(version)
        for row in Award.objects.all():
            assert sorted(versions.get(row.pk, [])) == [*range(1, row.version)]


@pytest.mark.slow
@pytest.mark.parametrize("part", range(10))
def test_agrees_with_the_oracle(db: None, part: int) -> None:
    people = [one.pk for one in exam_factory.people(exam_factory.course(NOW), 2)]
    for seed in range(part, HISTORIES, 10):
        try:
            _live_and_undo(seed, people)
        except AssertionError as error:
            raise AssertionError(f"history {seed} differs") from error


def _live_and_undo(seed: int, people: list[int]) -> None:
    with transaction.atomic():
        History(seed, people).live()
        transaction.set_rollback(True)
