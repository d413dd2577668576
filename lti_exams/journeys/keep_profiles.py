"""Staff keep what a person is granted in every exam of every course."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.name_actors import names_of
from lti_exams.launches import api as launches

_PEOPLE_SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileSeen:
    """What somebody is granted in all courses, and what they were granted before."""

    person: launches.Person
    profile: exams.Accommodation | None
    earlier: Sequence[exams.Accommodation]
    names: Mapping[str, str]


def see_profiles(caller: Caller) -> QuerySet[exams.Accommodation]:
    """Return every profile of today, by name."""
    caller.check_may(Act.SEE_PROFILES)
    return exams.profiles_within()


def find_people(caller: Caller, search: str) -> tuple[list[launches.Person], int]:
    """Return the first of those whom a search fits, and how many there are."""
    caller.check_may(Act.SEE_PROFILES)
    found = launches.people_like(search)
    return list(found[:_PEOPLE_SHOWN]), found.count()


def see_profile(caller: Caller, person: launches.Person) -> ProfileSeen:
    """Return what one person is granted in all courses."""
    caller.check_may(Act.SEE_PROFILES)
    every = list(exams.profiles_of(person))
    return ProfileSeen(
        person=person,
        profile=next((one for one in every if one.withdrawn_at is None), None),
        earlier=[one for one in every if one.withdrawn_at is not None],
        names=names_of(one.granted_by for one in every),
    )


def give_profile(
    caller: Caller,
    person: launches.Person,
    profile: exams.Profile,
    *,
    reason: str,
    now: datetime,
) -> exams.Accommodation:
    """Grant a person something in every course, in the place of what they had there."""
    caller.check_may(Act.GIVE_PROFILE)
    return exams.give_profile(person, profile, by=_staff(caller), reason=reason, now=now)


def withdraw_profile(
    caller: Caller, person: launches.Person, *, reason: str, now: datetime
) -> exams.Accommodation:
    """Take back what a person is granted in every course."""
    caller.check_may(Act.GIVE_PROFILE)
    profile = exams.profile_of(person)
    return exams.withdraw_accommodation(profile, by=_staff(caller), reason=reason, now=now)


def _staff(caller: Caller) -> exams.Who:
    return exams.Who(exams.Actor.STAFF, caller.name)
