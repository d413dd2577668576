"""People of a course as staff write them: by name, e-mail address or id, if one person has it."""

from collections import defaultdict
from collections.abc import Iterable

from lti_exams.launches import api as launches


class Directory:
    """The people of one course, to be found by what staff write."""

    def __init__(self, people: Iterable[launches.Person]) -> None:
        self.people = {person.pk: person for person in people}
        self._named: dict[str, set[int]] = defaultdict(set)
        for person in self.people.values():
            for name in filter(None, (person.email, person.name, person.sub)):
                self._named[_folded(name)].add(person.pk)

    def find(self, written: str) -> launches.Person | None:
        """Return whom this names; nobody where it names none or several."""
        found = self._named.get(_folded(written), set())
        return self.people[next(iter(found))] if len(found) == 1 else None

    def name(self, key: int) -> str:
        """Write somebody so that `find` finds them again."""
        person = self.people.get(key)
        if person is None:
            return ""
        names = filter(None, (person.email, person.name, person.sub))
        return next((name for name in names if self.find(name) == person), person.sub)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def directory_of(course: launches.Course) -> Directory:
    """Return everybody who belongs to a course."""
    return Directory(member.person for member in launches.people_of(course))
