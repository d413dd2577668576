"""What happened goes on its way: to whoever subscribed, and as e-mails to people."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import Any

from lti_exams.exams import api as exams
from lti_exams.journeys.alert_staff import alerts_about
from lti_exams.journeys.mail_learners import letters_about
from lti_exams.launches import api as launches
from lti_exams.outbox import api as outbox


def relay_events(*, now: datetime) -> int:
    """Turn what happened into messages; return how many events that were."""
    return outbox.relay(describe=describe, write=_letters, now=now)


def _letters(events: Sequence[outbox.Event]) -> Iterator[outbox.Letter]:
    """Return the e-mails that follow from what happened: to learners, and to staff."""
    return chain(letters_about(events), alerts_about(events))


def describe(events: Sequence[outbox.Event]) -> Mapping[int, Mapping[str, Any]]:
    """Tell what happened with people, courses and exams by the names that other systems know."""
    named = {
        "person": _people(_keys(events, "person")),
        "course": _courses(_keys(events, "course")),
        "exam": _exams(_keys(events, "exam")),
    }
    return {event.pk: _named(event.data, named) for event in events}


def _keys(events: Iterable[outbox.Event], name: str) -> set[int]:
    return {event.data[name] for event in events if isinstance(event.data.get(name), int)}


def _named(
    data: Mapping[str, Any], named: Mapping[str, Mapping[int, Mapping[str, Any]]]
) -> Mapping[str, Any]:
    return {
        **data,
        **{name: known.get(data[name]) for name, known in named.items() if name in data},
    }


def _people(keys: Iterable[int]) -> Mapping[int, Mapping[str, Any]]:
    """Name people as their LMS does, and by nothing that says who they are."""
    found = launches.Person.objects.filter(pk__in=set(keys)).select_related("platform")
    return {one.pk: {"id": one.pk, "issuer": one.platform.issuer, "sub": one.sub} for one in found}


def _courses(keys: Iterable[int]) -> Mapping[int, Mapping[str, Any]]:
    found = launches.Course.objects.filter(pk__in=set(keys)).select_related("deployment__platform")
    return {
        one.pk: {
            "id": one.pk,
            "issuer": one.deployment.platform.issuer,
            "deployment_id": one.deployment.deployment_id,
            "context_id": one.context_id,
        }
        for one in found
    }


def _exams(keys: Iterable[int]) -> Mapping[int, Mapping[str, Any]]:
    found = exams.Exam.objects.filter(pk__in=set(keys)).only("slug")
    return {one.pk: {"id": one.pk, "slug": one.slug} for one in found}
