"""What milestones must answer, worked out slowly and plainly: everything ever told is kept in
lists and read from the beginning for every question. It shares no code with the product."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any


@dataclass
class Fulfilment:
    """A subject that gives a milestone, as the oracle sees it."""

    subject: str
    milestone: int
    score: int | None
    keeps: bool
    days: int | None
    key: int = 0
    version: int = 1
    is_on: bool = True


@dataclass
class Stand:
    """How one person stands to one milestone."""

    state: str
    by_hand: bool
    until: datetime | None
    score: int | None
    at: datetime
    event: str
    rule: int | None
    version: int | None


@dataclass
class Oracle:
    """Every fact, every rule and every award, in lists."""

    facts: list[dict[str, Any]] = field(default_factory=list)
    rules: list[Fulfilment] = field(default_factory=list)
    # A requirement is (subject, milestone, least score).
    required: list[tuple[str, int, int | None]] = field(default_factory=list)
    any_of: list[tuple[str, tuple[int, ...], int]] = field(default_factory=list)
    awards: dict[tuple[int, int], Stand] = field(default_factory=dict)
    off: set[int] = field(default_factory=set)

    def tell(self, now: datetime, **fact: Any) -> None:
        if any(one["event"] == fact["event"] for one in self.facts):
            return
        self.facts.append(fact)
        for rule in self.rules:
            if rule.is_on and rule.subject == fact["subject"] and rule.milestone not in self.off:
                self.judge(fact["person"], rule.milestone, now)

    def latest(self, person: int, subject: str) -> dict[str, Any] | None:
        best = None
        for one in self.facts:
            is_about = one["person"] == person and one["subject"] == subject
            if is_about and (best is None or one["at"] >= best["at"]):
                best = one
        return best

    def judge(self, person: int, milestone: int, now: datetime) -> None:
        stand = self.awards.get((person, milestone))
        if stand and stand.by_hand and self.state_of(stand, now) != "expired":
            return
        found = self.gifts(person, milestone, now)
        giver = self.giver(stand, milestone)
        if not found:
            is_earned = stand and stand.state == "earned" and not stand.by_hand
            if stand and is_earned and giver and not giver.keeps:
                stand.state, stand.until = "revoked", None
            return
        best = found[0]
        for one in found[1:]:
            if self.is_better(one, best):
                best = one
        if not self.is_kept(stand, giver, best, now):
            self.awards[person, milestone] = best

    def gifts(self, person: int, milestone: int, now: datetime) -> list[Stand]:
        found = []
        for rule in self.rules:
            fact = self.latest(person, rule.subject)
            if not rule.is_on or rule.milestone != milestone or not fact:
                continue
            if not fact["complete"] or not self.is_enough(fact["score"], rule.score):
                continue
            until = fact["at"] + timedelta(days=rule.days) if rule.days else None
            over = until is not None and until <= now
            state = "expired" if over else "earned"
            score, at, event = fact["score"], fact["at"], fact["event"]
            found.append(Stand(state, False, until, score, at, event, rule.key, rule.version))
        return found

    @staticmethod
    def is_enough(score: int | None, least: int | None) -> bool:
        return least is None or (score is not None and score >= least)

    def giver(self, stand: Stand | None, milestone: int) -> Fulfilment | None:
        for rule in self.rules:
            if stand and rule.is_on and rule.key == stand.rule and rule.milestone == milestone:
                return rule
        return None

    def is_kept(
        self, stand: Stand | None, giver: Fulfilment | None, best: Stand, now: datetime
    ) -> bool:
        if stand is None or stand.by_hand or giver is None or not giver.keeps:
            return False
        if self.state_of(stand, now) != "earned":
            return False
        if stand.until is not None and (best.until is None or best.until > stand.until):
            return False
        if stand.score is None:
            return False
        return best.score is None or best.score < stand.score

    @staticmethod
    def is_better(one: Stand, other: Stand) -> bool:
        if one.until != other.until:
            if one.until is None or other.until is None:
                return one.until is None
            return one.until > other.until
        score = -1 if one.score is None else one.score
        than = -1 if other.score is None else other.score
        if score != than:
            return score > than
        return (one.rule or 0) < (other.rule or 0)

    @staticmethod
    def state_of(stand: Stand, now: datetime) -> str:
        over = stand.until is not None and stand.until <= now
        return "expired" if over and stand.state in ("earned", "waived") else stand.state

    def give(self, person: int, milestone: int, now: datetime, state: str) -> None:
        there = self.awards.get((person, milestone))
        if there and there.by_hand and there.state == state and there.until is None:
            return
        self.awards[person, milestone] = Stand(state, True, None, None, now, "", None, None)

    def revoke(self, person: int, milestone: int) -> None:
        stand = self.awards.get((person, milestone))
        if stand:
            stand.state, stand.by_hand, stand.until = "revoked", True, None

    def release(self, person: int, milestone: int, now: datetime) -> None:
        stand = self.awards.get((person, milestone))
        if not stand or not stand.by_hand:
            return
        del self.awards[person, milestone]
        self.judge(person, milestone, now)
        if (person, milestone) not in self.awards:
            stand.state, stand.by_hand, stand.until = "revoked", False, None
            self.awards[person, milestone] = stand

    def counts(self, person: int, milestone: int, now: datetime) -> bool:
        stand = self.awards.get((person, milestone))
        if stand is None or milestone in self.off:
            return False
        return self.state_of(stand, now) in ("earned", "waived")

    def meets(self, person: int, milestone: int, least: int | None, now: datetime) -> bool:
        stand = self.awards.get((person, milestone))
        if stand is None:
            return False
        state = self.state_of(stand, now)
        if state == "waived":
            return True
        if state != "earned" or milestone in self.off:
            return False
        return least is None or (stand.score is not None and stand.score >= least)

    def opens(self, person: int, subject: str, now: datetime) -> bool:
        for asked, milestone, least in self.required:
            if asked == subject and not self.meets(person, milestone, least, now):
                return False
        for asked, parts, count in self.any_of:
            met = [one for one in parts if self.meets(person, one, None, now)]
            if asked == subject and len(met) < count:
                return False
        return True
