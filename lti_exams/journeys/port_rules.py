"""When a course is completed goes along into another course, by names and not by keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lti_exams.journeys.access import Caller
from lti_exams.journeys.map_rules import FoundNames, olds_of
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones

in_names = milestones.in_names
_Pair = tuple[str, str]


class RuleStanding(StrEnum):
    """What becomes of the rule of a document in a course."""

    NEW = "new"
    SAME = "same"
    # Another rule is here, and only whoever says so puts this one in its place.
    OTHER = "other"
    UNMAPPED = "unmapped"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenRule:
    """The rule of a document as it would be here.

    What is not here has a stand-in, so that people can read the whole of it; `lacking` says in
    words what that is. A rule that lacks something is never kept.
    """

    standing: RuleStanding
    document: Mapping[str, Any]
    named: Mapping[str, Any]
    names: Mapping[str, str]
    lacking: Sequence[str]
    # Milestones that would be made for it, or switched on.
    makes: frozenset[_Pair]
    # What takes the place of what of the old course, by its key there; nothing where none does.
    places: Mapping[str, str]

    def is_taken(self, *, replaces: bool) -> bool:
        is_other = self.standing is RuleStanding.OTHER
        return self.standing is RuleStanding.NEW or (replaces and is_other)


def see_rule(
    caller: Caller, course: launches.Course, document: object, names: milestones.Mapped
) -> SeenRule | None:
    """Say what the rule of a document would be here; none where the document has none."""
    rule = document.get("rule") if isinstance(document, Mapping) else None
    if rule is None:
        return None
    assert isinstance(document, Mapping)  # noqa: S101 - it has a rule
    questions = in_names.read_questions(rule, names, old_course=str(document.get("course")))
    found = FoundNames.of(caller, course, document, names, questions)
    keyed = in_names.normal_rule(in_names.asked_anew(rule, found.abouts()))
    return SeenRule(
        standing=_standing(course, keyed, found),
        document=keyed,
        named=in_names.asked_anew(rule, found.told()),
        names=found.names(),
        lacking=found.lacking(),
        makes=frozenset(found.makes),
        places=found.places(olds_of(document)),
    )


def _standing(course: launches.Course, keyed: Mapping[str, Any], found: FoundNames) -> RuleStanding:
    if found.lacking():
        return RuleStanding.UNMAPPED
    kept = milestones.course_rule(str(course.pk))
    if kept is None:
        return RuleStanding.NEW
    return RuleStanding.SAME if kept.document == keyed else RuleStanding.OTHER
