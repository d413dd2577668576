"""What the world is told of lists: saved, taken back, exported, and changed after that."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lti_exams.outbox import api as outbox
from lti_exams.qualifications import api as qualifications

EVENTS: Mapping[str, str | Promise] = {
    "qualification.saved": _("A list of who qualifies was saved."),
    "qualification.retracted": _("A list was taken back."),
    "qualification.changed_after_export": _("What a registry has taken over is not true any more."),
    "qualification.exported": _("A registry, or an office, has taken a list over."),
}


def announce_status(status: qualifications.Status, *, now: datetime) -> None:
    """Write down what whoever subscribed must learn of a new status, in its transaction."""
    taken_back = status.status == qualifications.State.NOTREADY.value
    kinds = ["qualification.retracted" if taken_back else "qualification.saved"]
    exported = qualifications.exported_status(status.period)
    if exported is not None:
        kinds.append("qualification.changed_after_export")
    told = {**_about(status), "exported_status": exported.pk if exported else None}
    outbox.announce_all([_news(kind, status, told, str(status.pk), now=now) for kind in kinds])


def announce_export(export: qualifications.Export, *, now: datetime) -> None:
    """Write down that a list was taken over."""
    names = ("target", "form", "sha256", "students")
    told = {**_about(export.status), **{name: getattr(export, name) for name in names}}
    kind, key = "qualification.exported", f"export:{export.pk}"
    outbox.announce(_news(kind, export.status, told, key, now=now))


def _about(status: qualifications.Status) -> dict[str, object]:
    tally = qualifications.tally(status)
    return {
        "course": status.period_id,
        "status": status.pk,
        "state": status.status,
        "qualified": tally.qualified,
        "not_qualified": tally.not_qualified,
        "open": tally.open,
    }


def _news(
    kind: str,
    status: qualifications.Status,
    told: Mapping[str, object],
    key: str,
    *,
    now: datetime,
) -> outbox.News:
    return outbox.News(
        type=kind, key=f"{kind}:{key}", subject=f"course:{status.period_id}", data=told, at=now
    )
