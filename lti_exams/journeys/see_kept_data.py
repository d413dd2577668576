"""A person looks at what is kept about them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lti_exams.exams import api as exams
from lti_exams.launches import api as launches
from lti_exams.proctoring import api as proctoring
from lti_exams.tools import api as tools

_DATA: dict[str, str | Promise] = {
    tools.Personal.NAME: _("name"),
    tools.Personal.GIVEN_NAME: _("given name"),
    tools.Personal.FAMILY_NAME: _("family name"),
    tools.Personal.EMAIL: _("e-mail address"),
    tools.Personal.LOCALE: _("language"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A tool or a vendor that knows a person, and what it may learn besides a name of its own."""

    name: str
    data: Sequence[str | Promise] = ()


@dataclass(frozen=True, slots=True)
class KeptData:
    """What is kept about one person."""

    person: launches.Person
    memberships: Sequence[launches.Membership]
    visit_count: int
    attempt_count: int
    told: Sequence[Told]


def see_kept_data(launch: launches.Launch) -> KeptData | None:
    """Return what is kept about the person who came, or None where the LMS asks about another.

    That the LMS names a person does not show that whoever came may read about them.
    """
    asked_about = launch.details.get("for_user", {}).get("user_id", launch.person.sub)
    if asked_about != launch.person.sub:
        return None
    return KeptData(
        person=launch.person,
        memberships=list(launches.courses_of(launch.person)),
        visit_count=launches.count_launches(person=launch.person),
        attempt_count=exams.Attempt.objects.filter(person=launch.person).count(),
        told=[*_tools(launch.person), *_vendors(launch.person)],
    )


def _tools(person: launches.Person) -> list[Told]:
    every = tools.pseudonyms_of(person)
    return [Told(one.tool.name, [_DATA.get(name, name) for name in one.tool.told]) for one in every]


def _vendors(person: launches.Person) -> list[Told]:
    return [Told(vendor.name) for vendor in proctoring.visited_by(person)]
