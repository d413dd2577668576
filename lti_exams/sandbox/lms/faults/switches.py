"""Switching misfortunes on and off, and asking whether one strikes."""

import random
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, F, Q, When

from lti_exams.sandbox.lms import turns
from lti_exams.sandbox.lms.errors import Refusal
from lti_exams.sandbox.lms.faults.kinds import ENDPOINTS, KINDS
from lti_exams.sandbox.lms.models import Fault


def switch_on(
    kind: str,
    *,
    now: datetime,
    endpoints: list[str],
    probability: float = 1,
    seed: int = 1,
    limit: int | None = None,
    **settings: Any,
) -> Fault:
    """Let a misfortune happen from now on."""
    if not set(endpoints) <= set(ENDPOINTS):
        raise Refusal(400, "no-such-endpoint", f"The endpoints are: {', '.join(ENDPOINTS)}.")
    complete = _with_defaults(kind, settings)
    minutes = complete.get("minutes")
    return Fault.objects.create(
        kind=kind,
        endpoints=endpoints,
        probability=probability,
        seed=seed,
        limit=limit,
        settings=complete,
        ends_at=now + timedelta(minutes=minutes) if minutes is not None else None,
    )


def _with_defaults(kind: str, settings: dict[str, Any]) -> dict[str, float]:
    if kind not in KINDS:
        raise Refusal(400, "no-such-fault", f"The faults are: {', '.join(KINDS)}.")
    defaults = KINDS[kind].settings
    if not set(settings) <= defaults.keys():
        known = ", ".join(defaults) or "none"
        raise Refusal(400, "no-such-setting", f"The settings of this fault are: {known}.")
    return defaults | {name: float(value) for name, value in settings.items()}


def active(*, now: datetime) -> list[Fault]:
    """Return what is switched on and not over."""
    return list(Fault.objects.filter(Q(ends_at=None) | Q(ends_at__gt=now)))


def striking(endpoint: str, *, now: datetime) -> list[Fault]:
    """Return which misfortunes strike this request; the same seed strikes the same requests."""
    if not _scoped(endpoint, now):
        return []
    with turns.writing():
        # Read anew: somebody else may have drawn meanwhile.
        return _drawn(_scoped(endpoint, now))


def _scoped(endpoint: str, now: datetime) -> list[Fault]:
    return [each for each in active(now=now) if endpoint in (each.endpoints or [endpoint])]


def _drawn(faults: list[Fault]) -> list[Fault]:
    """Draw for each of these that may still happen, and write all draws down together."""
    open_still = [one for one in faults if one.limit is None or one.happened < one.limit]
    struck = [one for one in open_still if chance(one.seed, one.drawn + 1) < one.probability]
    Fault.objects.filter(pk__in=[one.pk for one in open_still]).update(
        drawn=F("drawn") + 1,
        happened=F("happened") + Case(When(pk__in=[one.pk for one in struck], then=1), default=0),
    )
    return struck


def chance(seed: int, draw: int) -> float:
    """Return the n-th number between 0 and 1 that a seed gives."""
    return random.Random(f"{seed}:{draw}").random()
