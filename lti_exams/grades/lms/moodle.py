from typing import ClassVar

from lti_exams.grades.lms.base import Lms
from lti_exams.grades.rules.answers import Meaning, Said


class Moodle(Lms):
    """Says little of why it refuses somebody; it compares timestamps by whole seconds."""

    name: ClassVar[str] = "moodle"
    title: ClassVar[str] = "Moodle"
    families: ClassVar[frozenset[str]] = frozenset({"moodle"})

    def _own_meaning(self, said: Said) -> Meaning | None:
        if said.status == 400 and said.speaks_of("incorrect score received"):
            return Meaning.PERSON
        if said.status == 403 and said.speaks_of("not allowed in context"):
            return Meaning.COURSE_OVER
        return None
