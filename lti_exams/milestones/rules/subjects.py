"""What asks for milestones and what gives them: a kind and a key, since it lives anywhere. Pure."""

import json
from dataclasses import dataclass, field
from enum import StrEnum

from lti_exams.kernel.digests import digest_of
from lti_exams.kernel.errors import LtiExamsError


class SubjectRefused(LtiExamsError):
    """A subject is of no known kind, or its key is none."""

    code = "milestone-subject-invalid"


class SubjectKind(StrEnum):
    """What can ask for a milestone or give one."""

    COURSE = "course"
    EXAM = "exam"
    LINK = "link"
    CONTENT_ITEM = "content-item"
    QUALIFICATION = "qualification"


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing, and the key of the course that it is in; a course is in itself.

    Keys are of any length and script, and are compared exactly as they are.
    """

    kind: SubjectKind
    key: str
    course: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        try:
            object.__setattr__(self, "kind", SubjectKind(self.kind))
        except ValueError:
            raise SubjectRefused(field="kind", why="no kind of subject is named so") from None
        check_key("key", self.key)
        if self.kind is SubjectKind.COURSE:
            object.__setattr__(self, "course", self.key)
        if self.course:
            check_key("course", self.course)

    @classmethod
    def named(cls, told: str, course: str = "") -> "Subject":
        """Return the subject that is written as `exam:12`."""
        kind, _, key = told.partition(":")
        if kind not in list(SubjectKind):
            raise SubjectRefused(field="kind", why="no kind of subject is named so")
        return cls(SubjectKind(kind), key, course)

    @property
    def digest(self) -> str:
        """Return what stands for the subject in an index, which takes no text of any length."""
        return digest_of_all(self.kind.value, self.key)

    def __str__(self) -> str:
        return f"{self.kind.value}:{self.key}"


def check_key(name: str, key: object) -> None:
    """Refuse what is no key, or none that every database can hold."""
    if not isinstance(key, str) or not key:
        raise SubjectRefused(field=name, why="it is empty or no text")
    if not is_storable(key):
        raise SubjectRefused(field=name, why="it holds a character that cannot be stored")


def is_storable(text: str) -> bool:
    """Tell whether PostgreSQL takes a text: it has no NUL and no half of a character."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\x00" not in text


def digest_of_all(*texts: str) -> str:
    """Return a digest of texts in this order: `p.q` and `r` are not `p` and `q.r`."""
    return digest_of(json.dumps(texts))
