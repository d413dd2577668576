"""Who acted, as the audit keeps it, and by the names that people know."""

from collections.abc import Collection, Iterable, Mapping

from lti_exams.launches import api as launches
from lti_exams.proctoring import api as proctoring

_PERSON = "person:"
_VENDOR = f"{proctoring.REFERENCE}:"


def names_of(actors: Iterable[str]) -> Mapping[str, str]:
    """Return the names of those actors who are people of an LMS, or vendors: a query for each."""
    told = set(actors)
    people, vendors = _keys(told, _PERSON), _keys(told, _VENDOR)
    known = launches.Person.objects.in_bulk(people.values())
    guards = proctoring.all_vendors().in_bulk(vendors.values()) if vendors else {}
    return {
        **{actor: str(known[key]) for actor, key in people.items() if key in known},
        **{actor: str(guards[key]) for actor, key in vendors.items() if key in guards},
    }


def _keys(actors: Collection[str], kind: str) -> dict[str, int]:
    told = {actor: actor.removeprefix(kind) for actor in actors if actor.startswith(kind)}
    return {actor: int(key) for actor, key in told.items() if key.isdecimal()}
