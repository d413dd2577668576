"""Staff look at when a course is completed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.name_subjects import names_of_subjects
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones


@dataclass(frozen=True, slots=True)
class Completion:
    """The rule of a course as it is kept, and the names of what it asks about."""

    document: Mapping[str, Any] | None
    names: Mapping[str, str]


def see_completion(caller: Caller, course: launches.Course) -> Completion:
    """Return when a course is completed, where somebody decided it."""
    caller.check_may(Act.SEE_MILESTONES, course)
    rule = milestones.course_rule(str(course.pk))
    if rule is None:
        return Completion(None, {})
    about = list(_about(rule.document))
    subjects = [one["subject"] for one in about if "subject" in one]
    keys = [one["milestone"] for one in about if "milestone" in one]
    names = names_of_subjects(milestones.Subject.named(one) for one in subjects)
    titles = {f"milestone:{key}": one.title for key, one in milestones.milestones(keys).items()}
    return Completion(rule.document, {**names, **titles})


def _about(document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if "about" in document:
        yield document["about"]
    for parts in document.values():
        for part in parts if isinstance(parts, list) else ():
            yield from _about(part)
