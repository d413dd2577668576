"""What was found about how an attempt was sat, apart from the sitting itself. Pure."""

from enum import StrEnum

from lti_exams.exams.rules.states import HANDED_IN, Actor, State
from lti_exams.kernel.errors import LtiExamsError


class Review(StrEnum):
    """Where the review is."""

    NONE = "none"
    WAITING = "waiting"
    SECOND = "second"
    VERIFIED = "verified"
    REJECTED = "rejected"


class Finding(StrEnum):
    """What moves a review."""

    WAIT = "wait"
    FLAG = "flag"
    VERIFY = "verify"
    REJECT = "reject"
    LOOK_AGAIN = "look_again"


class IllegalFinding(LtiExamsError):
    """The finding cannot be made on an attempt in this state and review."""

    code = "attempt-illegal-finding"


_JUDGES = (Actor.VENDOR, Actor.STAFF, Actor.SYSTEM)
UNDECIDED = (Review.WAITING, Review.SECOND)
_DECIDED = (Review.VERIFIED, Review.REJECTED)

# While a sitting has no review yet, what the system's own rule says at its end opens one.
FINDINGS: dict[tuple[Review, Finding, Actor], Review] = {
    (Review.NONE, Finding.WAIT, Actor.SYSTEM): Review.WAITING,
    (Review.NONE, Finding.FLAG, Actor.SYSTEM): Review.SECOND,
    (Review.NONE, Finding.VERIFY, Actor.SYSTEM): Review.VERIFIED,
    (Review.NONE, Finding.REJECT, Actor.SYSTEM): Review.REJECTED,
    **{(Review.WAITING, Finding.FLAG, who): Review.SECOND for who in _JUDGES},
    **{
        (review, Finding.VERIFY, who): Review.VERIFIED
        for review in UNDECIDED
        for who in (Actor.VENDOR, Actor.STAFF)
    },
    **{
        (review, Finding.REJECT, who): Review.REJECTED
        for review in UNDECIDED
        for who in (Actor.VENDOR, Actor.STAFF)
    },
    (Review.VERIFIED, Finding.REJECT, Actor.STAFF): Review.REJECTED,
    (Review.REJECTED, Finding.VERIFY, Actor.STAFF): Review.VERIFIED,
    **{(review, Finding.LOOK_AGAIN, Actor.STAFF): Review.SECOND for review in _DECIDED},
    # A flag that comes later is evidence: it is kept, and changes no decision.
    **{
        (review, Finding.FLAG, who): review
        for review in (Review.SECOND, *_DECIDED)
        for who in _JUDGES
    },
}


def reviewed(state: State, review: Review, finding: Finding, actor: Actor) -> Review:
    """Say where a finding leads; only what was handed in is reviewed."""
    to = FINDINGS.get((review, finding, actor))
    if to is None or state not in HANDED_IN:
        raise IllegalFinding(
            state=state.value, review=review.value, finding=finding.value, actor=actor.value
        )
    return to
