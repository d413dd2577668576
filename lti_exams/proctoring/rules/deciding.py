"""What follows from what was told of a sitting: a table, worst word first. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from lti_exams.proctoring.rules.policies import Policy
from lti_exams.proctoring.rules.words import Action, Outcome

# Of several things that were told, the worst decides.
_FROM_BEST = (
    Outcome.NONE,
    Outcome.VERIFY,
    Outcome.WAIT,
    Outcome.SECOND,
    Outcome.REJECT,
    Outcome.ERROR,
)
# The words of exams: the kinds whose review says something, and what moves a review.
REVIEWED = frozenset({"proctored", "onboarding"})

# What of a review follows from an outcome, once the sitting has ended: it can fail no more.
FINDINGS: dict[Outcome, str] = {
    Outcome.VERIFY: "verify",
    Outcome.WAIT: "wait",
    Outcome.SECOND: "flag",
    Outcome.REJECT: "reject",
    Outcome.ERROR: "flag",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What of an incident a decision depends on."""

    action: Action
    severity: int | None = None
    reason_code: str = ""


def decide(
    kind: str,
    policy: Policy,
    told: Iterable[Told],
    *,
    exceptions: Collection[str] = (),
    verdict: Outcome | None = None,
) -> Outcome:
    """Say what follows from everything that was told; a verdict of the vendor goes over it."""
    if kind not in REVIEWED:
        return Outcome.NONE
    if verdict is not None:
        return verdict
    spoken = [follows(policy, one, exceptions) for one in told]
    heard = [outcome for outcome in spoken if outcome is not Outcome.NONE]
    return worst(heard) if heard else policy.quiet


def with_human_eyes(outcome: Outcome, *, was_watched: bool, needs_second: bool) -> Outcome:
    """Keep what no rule may decide: that all was well unseen, or a rejection without a second."""
    if outcome is Outcome.VERIFY and not was_watched:
        return Outcome.WAIT
    return Outcome.SECOND if outcome is Outcome.REJECT and needs_second else outcome


def follows(policy: Policy, told: Told, exceptions: Collection[str] = ()) -> Outcome:
    """Say what follows from one incident by itself."""
    if _is_excused(policy, told, exceptions):
        return Outcome.NONE
    return worst([_by_reason(policy, told), _by_severity(policy, told)])


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    return max(outcomes, key=_FROM_BEST.index)


def _is_excused(policy: Policy, told: Told, exceptions: Collection[str]) -> bool:
    return any(told.reason_code in policy.excuses.get(one, ()) for one in exceptions)


def _by_reason(policy: Policy, told: Told) -> Outcome:
    reason = policy.reasons.get(told.reason_code)
    if reason is not None and reason.outcome is not None:
        return reason.outcome
    if told.action is Action.TERMINATE:
        return policy.terminated
    return Outcome.NONE


def _by_severity(policy: Policy, told: Told) -> Outcome:
    if told.severity is None:
        has_reason = told.reason_code in policy.reasons
        is_flag = told.action is Action.FLAG and not has_reason
        return policy.unmeasured if is_flag else Outcome.NONE
    if policy.reject_above is not None and told.severity > policy.reject_above:
        return Outcome.REJECT
    if policy.second_above is not None and told.severity > policy.second_above:
        return Outcome.SECOND
    return Outcome.WAIT if told.action is Action.FLAG else Outcome.NONE
