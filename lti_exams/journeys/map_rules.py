"""What the names in the rule of another course are about in this one, and which are not here."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.find_subjects import NoSuchSubject, own_namespace, subject_in
from lti_exams.journeys.name_subjects import names_of_subjects
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones

in_names = milestones.in_names
Kind = milestones.SubjectKind
_Pair = tuple[str, str]
_OF_A_COURSE = (Kind.COURSE, Kind.QUALIFICATION)


@dataclass(frozen=True, slots=True)
class FoundNames:
    """What the questions of a rule are about here."""

    questions: Sequence[in_names.Question]
    subjects: Mapping[in_names.Question, milestones.Subject]
    held: Mapping[_Pair, milestones.MilestoneValue]
    makes: Mapping[_Pair, str]
    # Why something cannot be asked here, in words.
    why: Mapping[in_names.Question, str]

    @classmethod
    def of(
        cls,
        caller: Caller,
        course: launches.Course,
        document: Mapping[str, Any],
        names: milestones.Mapped,
        questions: Sequence[in_names.Question],
    ) -> "FoundNames":
        asked = {one for one in questions if one.milestone is not None}
        known = milestones.milestones_named([one.milestone for one in asked if one.milestone])
        on = {name: one for name, one in known.items() if one.is_active}
        titles = in_names.titles_in(document, names)
        may_make = caller.may(Act.EDIT_EVERY_MILESTONE, course)
        why = {
            one: words
            for one in asked
            if (words := _why_not(course, document, one, on, titles, may_make=may_make))
        }
        makes = {
            one.milestone: titles[one.milestone]
            for one in asked
            if one.milestone and one.milestone not in on and one not in why
        }
        sought = {one for one in questions if one.kind is not None}
        subjects = _subjects(course, document, names, sought)
        why |= {one: _not_here(one, document) for one in sought if one not in subjects}
        return cls(questions, subjects, on, makes, why)

    def abouts(self) -> list[Mapping[str, Any]]:
        """Return what the questions are about, in keys of here and in stand-ins."""
        return [self._about(place, one) for place, one in enumerate(self.questions, 1)]

    def _about(self, place: int, one: in_names.Question) -> Mapping[str, Any]:
        if one.milestone is not None:
            held = self.held.get(one.milestone) if one not in self.why else None
            return {"milestone": held.key if held else -place}
        subject = self.subjects.get(one)
        return {"subject": str(subject) if subject else f"content-item:-{place}", **one.how}

    def told(self) -> list[Mapping[str, Any]]:
        """Return the same in names, as a program reads it."""
        return [
            {"subject": str(self.subjects[one]), **one.how}
            if one in self.subjects
            else in_names.written(one)
            for one in self.questions
        ]

    def names(self) -> Mapping[str, str]:
        found = dict(names_of_subjects(self.subjects.values()))
        found |= {f"milestone:{one.key}": one.title for one in self.held.values()}
        for place, one in enumerate(self.questions, 1):
            if one in self.why:
                name = _("%(name)s (not here)") % {"name": _called(one)}
                found[f"milestone:{-place}"] = found[f"content-item:-{place}"] = name
            elif one.milestone is not None and one.milestone in self.makes:
                found[f"milestone:{-place}"] = self.makes[one.milestone]
        return found

    def places(self, olds: Mapping[_Pair, str]) -> Mapping[str, str]:
        asked = [one for one in self.questions if one.kind is not None and not one.of]
        found = {one: olds.get((str(one.kind), one.key)) for one in asked}
        return {old: str(self.subjects.get(one, "")) for one, old in found.items() if old}

    def lacking(self) -> list[str]:
        return list(dict.fromkeys(self.why[one] for one in self.questions if one in self.why))


def _called(one: in_names.Question) -> str:
    return one.milestone[1] if one.milestone else one.key


def _why_not(
    course: launches.Course,
    document: Mapping[str, Any],
    one: in_names.Question,
    on: Collection[_Pair],
    titles: Mapping[_Pair, str],
    *,
    may_make: bool,
) -> str:
    """Say why a milestone cannot be asked for here; nothing where it can."""
    assert one.milestone is not None  # noqa: S101 - only such are asked about
    namespace, name = one.milestone
    is_of_need = namespace == milestones.PREREQUISITE
    words = {"name": titles.get(one.milestone, name)}
    # What the old course itself waited for is not what takes its place here.
    is_theirs = is_of_need and one.old in _texts(document, "slugs")
    if is_of_need and (is_theirs or one.milestone not in on) and not _is_here(course, name):
        return (
            _("“%(name)s”: nothing of this course takes the place of what it stands for.") % words
        )
    if one.milestone in on:
        return ""
    if one.milestone not in titles:
        return _("“%(name)s”: there is no such milestone here, nor in the document.") % words
    if not (may_make or is_of_need or namespace == own_namespace(course)):
        return _("“%(name)s”: it is a milestone of others, which only staff can make.") % words
    return ""


def _is_here(course: launches.Course, subject: str) -> bool:
    try:
        subject_in(course, subject)
    except (NoSuchSubject, milestones.SubjectRefused):
        return False
    return True


def _not_here(one: in_names.Question, document: Mapping[str, Any]) -> str:
    assert one.kind is not None  # noqa: S101 - only such are asked about
    old = olds_of(document).get((one.kind.value, one.key), "")
    words = {"name": _texts(document, "names").get(old) or one.key or one.of}
    if one.kind is Kind.EXAM:
        return _("The exam “%(name)s”: no exam here has its short name or takes its place.") % words
    if one.kind is Kind.LINK:
        return _("The link “%(name)s”: no link of this course takes its place.") % words
    return _("The course “%(name)s”: the LMS of this course has no such course.") % words


def _texts(document: Mapping[str, Any], name: str) -> Mapping[str, str]:
    told = document.get(name)
    pairs = told.items() if isinstance(told, Mapping) else ()
    return {key: value[:200] for key, value in pairs if isinstance(value, str)}


def olds_of(document: Mapping[str, Any]) -> dict[_Pair, str]:
    """Return what the old course called its exams and links, and by which key."""
    sat = {(Kind.EXAM.value, slug): old for old, slug in _texts(document, "slugs").items()}
    links = {(Kind.LINK.value, told): old for old, told in _texts(document, "links").items()}
    return {**sat, **links}


def _subjects(
    course: launches.Course,
    document: Mapping[str, Any],
    names: milestones.Mapped,
    sought: Collection[in_names.Question],
) -> dict[in_names.Question, milestones.Subject]:
    """Return what is named here, in a constant number of queries; what is not is left out."""
    same = launches.Course.objects.filter(
        deployment__platform=course.deployment.platform_id, is_link=False
    )
    outside = {one.key if one.kind in _OF_A_COURSE else one.of for one in sought} - {""}
    courses = {one.context_id: one.pk for one in same.filter(context_id__in=outside)}
    within = [course.pk, *courses.values()]
    here: dict[tuple[str, int, str], int] = {}
    for exam in exams.Exam.objects.filter(course__in=within):
        here[Kind.EXAM.value, exam.course_id, exam.slug] = exam.pk
    for link in launches.Link.objects.filter(course__in=within):
        here[Kind.LINK.value, link.course_id, link.resource_link_id] = link.pk
    mine = {(kind, str(key)) for (kind, where, _slug), key in here.items() if where == course.pk}
    olds, found = olds_of(document), {}
    for one in sought:
        key = _key(one, course, courses, here)
        told = names.subjects.get(olds.get((str(one.kind), one.key), "")) if not one.of else None
        if told is not None and (str(one.kind), told) in mine:
            key = told
        if key is not None and one.kind is not None:
            found[one] = milestones.Subject(one.kind, key, str(course.pk))
    return found


def _key(
    one: in_names.Question,
    course: launches.Course,
    courses: Mapping[str, int],
    here: Mapping[tuple[str, int, str], int],
) -> str | None:
    if one.kind is Kind.CONTENT_ITEM:
        return one.key
    if one.kind in _OF_A_COURSE:
        key = courses.get(one.key) if one.key else course.pk
    else:
        where = courses.get(one.of) if one.of else course.pk
        key = here.get((str(one.kind), where, one.key)) if where else None
    return None if key is None else str(key)
