"""What asks for milestones and what gives them, by the names that people know."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from lti_exams.exams import api as exams
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones

Kind = milestones.SubjectKind
_LARGEST_KEY = 2**63 - 1


def names_of_subjects(subjects: Iterable[milestones.Subject]) -> Mapping[str, str]:
    """Return the titles of what is ours, by the subject as it is written; one query of each kind.

    What lives elsewhere, or is gone, goes by its key.
    """
    told = {str(one): one for one in subjects}
    titles = {
        kind: {str(row.pk): str(row) for row in model.objects.filter(pk__in=keys)}
        for kind, model in _OURS.items()
        if (keys := _keys(told.values(), kind))
    }
    return {name: _title(one, titles.get(one.kind, {})) for name, one in told.items()}


def _title(subject: milestones.Subject, titles: Mapping[str, str]) -> str:
    if subject.kind is Kind.QUALIFICATION:
        return qualification_words()
    return titles.get(subject.key, subject.key)


def qualification_words() -> str:
    """Say what gives a milestone to whoever is on a course's list; the course is told beside it."""
    return _("Qualification for the final exam")


_OURS: Mapping[milestones.SubjectKind, type[Any]] = {
    Kind.COURSE: launches.Course,
    Kind.EXAM: exams.Exam,
    Kind.LINK: launches.Link,
}


def _keys(subjects: Collection[milestones.Subject], kind: milestones.SubjectKind) -> list[int]:
    keys = [one.key for one in subjects if one.kind is kind]
    return [int(key) for key in keys if _is_number(key)]


def _is_number(key: str) -> bool:
    return key.isascii() and key.isdecimal() and len(key) < 20 and int(key) <= _LARGEST_KEY
