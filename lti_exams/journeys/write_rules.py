"""When a course is completed, written down in names that hold elsewhere."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lti_exams.exams import api as exams
from lti_exams.journeys.find_subjects import number
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones

in_names = milestones.in_names
Kind = milestones.SubjectKind
_OF_A_COURSE = (Kind.COURSE, Kind.QUALIFICATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class PortableRule:
    """The rule of a course in names, and what it names."""

    rule: Mapping[str, Any] | None = None
    named: Collection[milestones.MilestoneValue] = ()
    subjects: Collection[milestones.Subject] = ()
    links: Mapping[str, str] = field(default_factory=dict)


def portable_rule(course: launches.Course) -> PortableRule:
    """Write down when a course is completed, in names that hold elsewhere."""
    kept = milestones.course_rule(str(course.pk))
    if kept is None:
        return PortableRule()
    known = in_names.milestones_of_rule(str(course.pk))
    subjects = in_names.subjects_of_rule(kept.document)
    places = _places_of(subjects)

    def about(leaf: Mapping[str, Any]) -> Mapping[str, Any]:
        told = leaf["about"]
        if "milestone" in told:
            one = known[told["milestone"]]
            return in_names.written(in_names.Question(milestone=(one.namespace, one.name)))
        how = {name: value for name, value in told.items() if name != "subject"}
        return in_names.written(_question(course, places, told["subject"], how))

    return PortableRule(
        rule=in_names.changed(kept.document, about),
        named=list(known.values()),
        subjects=subjects,
        links={key: row.resource_link_id for key, row in places.items() if _is_link(row)},
    )


def _is_link(row: Any) -> bool:
    return isinstance(row, launches.Link)


def _places_of(subjects: Iterable[milestones.Subject]) -> dict[str, Any]:
    """Return what is ours of what a rule names, by the subject as it is written."""
    keys: dict[milestones.SubjectKind, list[int]] = {}
    for one in subjects:
        kind = Kind.COURSE if one.kind in _OF_A_COURSE else one.kind
        keys.setdefault(kind, []).append(number(one.key))
    sat = exams.Exam.objects.filter(pk__in=keys.get(Kind.EXAM, [])).select_related("course")
    links = launches.Link.objects.filter(pk__in=keys.get(Kind.LINK, [])).select_related("course")
    courses = launches.Course.objects.filter(pk__in=keys.get(Kind.COURSE, []))
    found: dict[str, Any] = {f"exam:{one.pk}": one for one in sat}
    found |= {f"link:{one.pk}": one for one in links}
    return found | {f"{kind}:{one.pk}": one for one in courses for kind in _OF_A_COURSE}


def _question(
    course: launches.Course, places: Mapping[str, Any], told: str, how: Mapping[str, Any]
) -> in_names.Question:
    subject, row = milestones.Subject.named(told), places.get(told)
    if row is None:
        # It lives elsewhere or is gone, and goes by the only name that there is.
        return in_names.Question(kind=subject.kind, key=subject.key, how=how)
    if isinstance(row, launches.Course):
        key = "" if row == course else row.context_id
        return in_names.Question(kind=subject.kind, key=key, how=how)
    key = row.resource_link_id if _is_link(row) else row.slug
    of = "" if row.course == course else row.course.context_id
    return in_names.Question(kind=subject.kind, key=key, of=of, how=how)
