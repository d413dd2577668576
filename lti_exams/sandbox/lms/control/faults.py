"""Switching misfortunes on and off by script."""

from datetime import UTC, datetime
from typing import Any

from lti_exams.sandbox.lms.control.shape import Body
from lti_exams.sandbox.lms.errors import Refusal
from lti_exams.sandbox.lms.faults import buckets, draws, switches
from lti_exams.sandbox.lms.models import Fault


def list_faults(body: Body) -> list[dict[str, Any]]:
    """Return every misfortune that is switched on."""
    del body
    return [_told(fault) for fault in switches.active(now=datetime.now(UTC))]


def switch_on(body: Body) -> dict[str, Any]:
    """Switch a misfortune on: kind, endpoints, probability, seed, limit, and its settings."""
    wanted = {"endpoints": [], **body}
    return _told(switches.switch_on(now=datetime.now(UTC), **wanted))


def switch_off(body: Body, number: int | None = None) -> dict[str, Any]:
    """Switch one misfortune off, or all of them."""
    del body
    faults = Fault.objects.all() if number is None else Fault.objects.filter(pk=number)
    if number is not None and not faults.exists():
        raise Refusal(404, "not-found", "No such fault is switched on.")
    buckets.empty()
    return {"switched_off": faults.delete()[0]}


def _told(fault: Fault) -> dict[str, Any]:
    count = draws.counted(fault)
    return {
        "id": fault.pk,
        "kind": fault.kind,
        "endpoints": fault.endpoints,
        "probability": fault.probability,
        "seed": fault.seed,
        "limit": fault.limit,
        "settings": fault.settings,
        "ends_at": fault.ends_at,
        "drawn": count.drawn,
        "happened": count.happened,
    }
