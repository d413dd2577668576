"""Who acted, as the audit keeps it, and by the names that people know."""

from collections.abc import Iterable, Mapping

from lti_exams.launches import api as launches

_PERSON = "person:"


def names_of(actors: Iterable[str]) -> Mapping[str, str]:
    """Return the names of those actors who are people of an LMS, in one query."""
    told = {actor for actor in actors if actor.startswith(_PERSON)}
    keys = {actor: key for actor in told if (key := actor.removeprefix(_PERSON)).isdecimal()}
    people = launches.Person.objects.in_bulk([int(key) for key in keys.values()])
    return {actor: str(people[int(key)]) for actor, key in keys.items() if int(key) in people}
