"""A person wants their data gone: here, and at every tool and vendor that knows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from lti_exams.audit import api as audit
from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.reach import PersonNotFound
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones
from lti_exams.proctoring import api as proctoring
from lti_exams.qualifications import api as qualifications
from lti_exams.tools import api as tools

_LARGEST_KEY = 2**63 - 1
_PEOPLE_SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """Who was asked to delete a person, who could not be, and whether we have forgotten them."""

    asked: Sequence[tools.Tool]
    # Tools that know the person, and told nowhere to ask.
    nowhere: Sequence[tools.Tool]
    # Vendors that are no tools, which are asked at once.
    reached: Sequence[proctoring.Vendor]
    unreached: Sequence[proctoring.Vendor]
    is_erased: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Who is to be forgotten, and who knows them."""

    person: launches.Person
    pseudonyms: Sequence[tools.Pseudonym]
    vendors: Sequence[proctoring.Vendor]
    # An exam goes on, which would end with the visit.
    sits: bool


def find_people(caller: Caller, search: str) -> tuple[list[launches.Person], int]:
    """Return the first of those whom a search fits, and how many there are."""
    caller.check_may(Act.ASK_TOOLS_TO_FORGET)
    found: QuerySet[launches.Person] = launches.people_like(search)
    return list(found[:_PEOPLE_SHOWN]), found.count()


def see_known(caller: Caller, person_id: int) -> Known:
    """Return who knows a person."""
    caller.check_may(Act.ASK_TOOLS_TO_FORGET)
    person = _person(person_id)
    open_states = [state.value for state in exams.OPEN]
    return Known(
        person=person,
        pseudonyms=tools.pseudonyms_of(person),
        vendors=list(proctoring.visited_by(person)),
        sits=exams.Attempt.objects.filter(person=person, state__in=open_states).exists(),
    )


def forget_person(
    person_id: int, *, by: Caller, reason: str, erase: bool = False, now: datetime
) -> Forgotten:
    """Ask everybody who knows a person, and where it is wished forget them here as well.

    Not in a transaction: vendors that are no tools are called. Whom it does not reach may be asked
    again, also after the person was erased here.
    """
    by.check_may(Act.ASK_TOOLS_TO_FORGET)
    if not reason.strip():
        raise exams.ReasonMissing(field="reason")
    person = _person(person_id)
    reached, unreached = _ask_vendors(person, now=now)
    with transaction.atomic():
        asked = tools.ask_to_forget(person, now=now)
        done = Forgotten(
            asked=asked.asked,
            nowhere=asked.nowhere,
            reached=reached,
            unreached=unreached,
            is_erased=erase,
        )
        if erase:
            _erase(person, now=now)
        _record(person, done, by=by, reason=reason, now=now)
    return done


def _person(key: int) -> launches.Person:
    known = launches.Person.objects.select_related("platform")
    person = known.filter(pk=key).first() if 0 < key <= _LARGEST_KEY else None
    if person is None:
        raise PersonNotFound
    return person


def _ask_vendors(
    person: launches.Person, *, now: datetime
) -> tuple[list[proctoring.Vendor], list[proctoring.Vendor]]:
    reached: list[proctoring.Vendor] = []
    unreached: list[proctoring.Vendor] = []
    for vendor, sessions in proctoring.visited_by(person).items():
        try:
            proctoring.adapter_of(vendor).forget(vendor, person, sessions, now=now)
        except proctoring.VendorUnreachable:
            unreached.append(vendor)
        else:
            reached.append(vendor)
    return reached, unreached


def _erase(person: launches.Person, *, now: datetime) -> None:
    tools.forget_pseudonyms(person)
    proctoring.forget(person, now=now)
    milestones.forget(person)
    qualifications.forget(person)
    launches.erase(person, now=now)


def _record(
    person: launches.Person, done: Forgotten, *, by: Caller, reason: str, now: datetime
) -> None:
    audit.record(
        actor=by.name,
        action="person.erased" if done.is_erased else "person.deletion-asked-of-tools",
        subject=f"person:{person.pk}",
        after={
            "asked": [tool.key for tool in done.asked],
            "nowhere": [tool.key for tool in done.nowhere],
            "reached": [vendor.audited for vendor in done.reached],
            "unreached": [vendor.audited for vendor in done.unreached],
        },
        reason=reason,
        now=now,
    )
