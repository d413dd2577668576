"""A person looks at what is kept about them."""

from collections.abc import Sequence
from dataclasses import dataclass

from lti_exams.launches import api as launches


@dataclass(frozen=True, slots=True)
class KeptData:
    """What is kept about one person."""

    person: launches.Person
    memberships: Sequence[launches.Membership]
    visit_count: int


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
    )
