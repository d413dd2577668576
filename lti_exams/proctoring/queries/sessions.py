"""Visits to vendors, and what they told."""

from collections.abc import Collection, Iterable, Mapping

from django.db.models import QuerySet

from lti_exams.exams import api as exams
from lti_exams.kernel.prepared import Asked, Question
from lti_exams.launches import api as launches
from lti_exams.proctoring.errors import CallbackRefused, ControlRefused
from lti_exams.proctoring.models import Incident, Session, Vendor
from lti_exams.proctoring.queries.vendors import all_vendors, vendor_of
from lti_exams.proctoring.rules.claims import exam_behind
from lti_exams.proctoring.rules.controls import Call
from lti_exams.proctoring.rules.words import Way
from lti_exams.tools import api as tools

_LONGEST_KEY = 43


def _whole() -> QuerySet[Session]:
    whole = Session.objects.select_related("attempt__exam", "attempt__person", "vendor__tool")
    return whole.order_by("-pk")


# Asked by every call of a vendor.
_about = Question(
    lambda: (
        Session.objects.select_related("attempt__exam__proctoring", "attempt__person", "vendor")
        # What is sealed would be opened for nothing.
        .defer(
            "verified_document",
            "verdict_links_document",
            "attempt__exam__access_document",
            "vendor__secret",
        )
        .filter(
            attempt__exam=Asked("exam"),
            attempt__person__pseudonym__tool=Asked("tool"),
            attempt__person__pseudonym__sub=Asked("sub"),
            attempt__number=Asked("number"),
        )
        .order_by("-pk")[:1]
    )
)


def session_of(attempt: exams.Attempt) -> Session | None:
    """Return the newest visit of an attempt, whatever became of it."""
    return _whole().filter(attempt=attempt).first()


def last_session_from(visited: Collection[launches.Launch]) -> Session | None:
    """Return the newest visit that began in one of these launches."""
    if not visited:
        return None
    people = {one.person_id for one in visited}
    sent = Session.objects.filter(attempt__person__in=people)
    here = sent.filter(launch_key__in=[one.key for one in visited]).order_by("-pk")
    return here.select_related("attempt").defer("verified_document").first()


def guard_of(
    exam: exams.Exam, attempt: exams.Attempt | None
) -> tuple[Vendor | None, Session | None]:
    """Return who guards somebody's attempt, and their newest visit there.

    Whoever was sent to a vendor stays with it, whatever the exam says by now.
    """
    sent = Session.objects.select_related("vendor__tool").defer(
        "verified_document",
        "verdict_links_document",
        "vendor__secret",
        "vendor__tool__pseudonym_secret",
    )
    newest = sent.filter(attempt=attempt).order_by("-pk").first() if attempt else None
    return (newest.vendor, newest) if newest else (vendor_of(exam), None)


def guards_of_all(sat: Mapping[int, str]) -> dict[int, Vendor]:
    """Return who guards each of many attempts, given by its key with the vendor of its exam.

    Whoever was sent to a vendor stays with it, whatever the exam says by now.
    """
    visits = Session.objects.filter(attempt__in=sat).select_related("vendor__tool").order_by("pk")
    seen = visits.defer("verified_document", "verdict_links_document", "vendor__secret")
    guards = {one.attempt_id: one.vendor for one in seen}
    keys = {reference.partition(":")[2] for key, reference in sat.items() if key not in guards}
    known = {one.reference: one for one in all_vendors().filter(key__in=keys)} if keys else {}
    usual = {key: known[named] for key, named in sat.items() if named in known}
    return {**usual, **guards}


def session_meant(call: Call, tool: tools.Tool) -> Session:
    """Return the visit that a vendor's call is about, if the attempt is that vendor's now.

    Another vendor's attempt is told like one that does not exist.
    """
    exam = exam_behind(call.resource_link)
    if exam is None:
        raise ControlRefused("control-attempt")
    newest = _about.one(exam=exam, tool=tool.pk, sub=call.sub, number=call.attempt_number)
    if newest is None or newest.vendor.tool_id != tool.pk:
        raise ControlRefused("control-attempt")
    return newest


def session_named(vendor: Vendor, key: object) -> Session:
    """Return a visit by the key that its vendor got from us."""
    is_key = isinstance(key, str) and 0 < len(key) <= _LONGEST_KEY and "\x00" not in key
    found = _whole().filter(vendor=vendor, key=key).first() if is_key else None
    if found is None:
        raise CallbackRefused("callback-session", field="session")
    return found


def visited_by(person: launches.Person) -> dict[Vendor, list[str]]:
    """Return the vendors that are no tools to which somebody went, and the keys of the visits."""
    visited: dict[Vendor, list[str]] = {}
    made = Session.objects.filter(attempt__person=person, vendor__way=Way.REST.value)
    made = made.defer("verified_document", "verdict_links_document")
    for session in made.select_related("vendor").order_by("pk"):
        visited.setdefault(session.vendor, []).append(session.key)
    return visited


def incidents_of(attempt: exams.Attempt) -> QuerySet[Incident]:
    """Return everything that was told of an attempt, as it happened."""
    return Incident.objects.filter(attempt=attempt).select_related("vendor")


def incidents_in(
    course: launches.Course,
    *,
    exam_keys: Collection[int] | None = None,
    but_of: int | None = None,
) -> QuerySet[Incident]:
    """Return what was told of the sittings of a course, or of some exams; of all but one person."""
    told = Incident.objects.filter(attempt__exam__course=course)
    if exam_keys is not None:
        told = told.filter(attempt__exam__in=exam_keys)
    if but_of is not None:
        told = told.exclude(attempt__person=but_of)
    return told.select_related("attempt__exam", "attempt__person")


def incidents_by_attempt(attempts: Iterable[exams.Attempt]) -> dict[int, list[Incident]]:
    """Return what was told of each of many attempts, in one query."""
    told: dict[int, list[Incident]] = {}
    # What is sealed would be opened for nothing.
    every = Incident.objects.defer("links_document")
    for one in every.filter(attempt__in=[attempt.pk for attempt in attempts]):
        told.setdefault(one.attempt_id, []).append(one)
    return told


def sessions_by_attempt(
    attempts: Iterable[exams.Attempt], *, with_identity: bool = False
) -> dict[int, Session]:
    """Return the newest visit of each of many attempts, in one query."""
    keys = [attempt.pk for attempt in attempts]
    every = Session.objects.filter(attempt__in=keys).select_related("vendor").order_by("pk")
    # What is sealed would be opened for nothing.
    every = every.defer("vendor__secret", *([] if with_identity else ["verified_document"]))
    return {one.attempt_id: one for one in every}
