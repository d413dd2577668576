"""Switching misfortunes on and off, and asking whether one strikes."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from lti_exams.sandbox.lms.errors import Refusal
from lti_exams.sandbox.lms.faults import draws
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
    """Return which misfortunes strike this request."""
    scoped = [each for each in active(now=now) if endpoint in (each.endpoints or [endpoint])]
    return [fault for fault in scoped if draws.draw(fault)]
