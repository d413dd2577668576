"""The requirements of a course go along into another, looked at before anything is kept."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act, ActRefused, Caller
from lti_exams.journeys.find_subjects import (
    NoSuchSubject,
    check_usable,
    needed_subject,
    own_namespace,
)
from lti_exams.journeys.name_subjects import names_of_subjects
from lti_exams.journeys.port_rules import SeenRule, see_rule
from lti_exams.journeys.record_milestones import subject_of_qualification
from lti_exams.journeys.see_milestones import subjects_in
from lti_exams.journeys.write_rules import portable_rule
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones

_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenLine:
    """One line of a document: what it would become here, and what stands against it."""

    preview: milestones.Preview
    subject: str
    name: str
    is_here: bool
    # What the old course calls it, so far as its document says so.
    old_name: str


def export_requirements(
    caller: Caller, course: launches.Course, *, now: datetime
) -> dict[str, Any]:
    """Return everything that a course asks and gives, with the names of what is in it."""
    caller.check_may(Act.SEE_MILESTONES, course)
    rule = portable_rule(course)
    document = milestones.export_course(str(course.pk), also=rule.named, now=now)
    slugs = {f"exam:{one.pk}": one.slug for one in exams.exams_of(course)}
    ties = [*document["requirements"], *document["fulfilments"]]
    subjects = {milestones.Subject.named(one["subject"], str(course.pk)) for one in ties}
    names = {**names_of_subjects({*subjects, *rule.subjects})}
    document |= {"title": str(course), "slugs": slugs, "names": names}
    return document | {"rule": rule.rule, "links": rule.links} if rule.rule else document


def suggested(course: launches.Course, document: object) -> Mapping[str, str]:
    """Return which exam here takes the place of which one there: the one of the same slug."""
    slugs = document.get("slugs") if isinstance(document, Mapping) else None
    if not isinstance(slugs, Mapping):
        return {}
    here = {one.slug: str(one.pk) for one in exams.exams_of(course)}
    told = {old: slug for old, slug in slugs.items() if isinstance(slug, str)}
    return {old: here[slug] for old, slug in told.items() if slug in here}


def mapped(
    course: launches.Course, document: object, told: Mapping[str, str] | None = None
) -> milestones.Mapped:
    """Return what becomes of names here: what was told, else what is suggested.

    The old course's own milestones become this course's own.
    """
    old = document.get("course") if isinstance(document, Mapping) else None
    subjects = {**suggested(course, document), **(told or {})}
    return milestones.Mapped(
        course=str(course.pk),
        subjects=subjects,
        namespaces={f"course:{old}": own_namespace(course)},
    )


def preview_requirements(
    caller: Caller,
    course: launches.Course,
    document: object,
    told: Mapping[str, str] | None = None,
) -> Sequence[SeenLine]:
    """Say what each line would become here, and which lines name what this course has not."""
    caller.check_may(Act.EDIT_MILESTONES, course)
    found = milestones.preview_import(document, mapped(course, document, told))
    here = _here(course, {one.line.subject for one in found})
    # Of what is elsewhere nobody learns here what it is called there.
    names, theirs = names_of_subjects(here), _told_names(document)
    return [
        SeenLine(
            preview=one,
            subject=str(one.line.subject),
            name=names.get(str(one.line.subject), one.line.subject.key),
            is_here=one.line.subject in here,
            old_name=theirs.get(one.line.old, ""),
        )
        for one in found
    ]


def _here(
    course: launches.Course, subjects: Collection[milestones.Subject]
) -> set[milestones.Subject]:
    """Return what of this a course has, in as many queries for many as for few."""
    known = {*subjects_in(course), str(subject_of_qualification(course))}
    content = milestones.SubjectKind.CONTENT_ITEM
    return {one for one in subjects if one.kind is content or str(one) in known}


def preview_rule(
    caller: Caller,
    course: launches.Course,
    document: object,
    told: Mapping[str, str] | None = None,
) -> SeenRule | None:
    """Say when the course would be completed, where the document says so."""
    caller.check_may(Act.EDIT_MILESTONES, course)
    return see_rule(caller, course, document, mapped(course, document, told))


@dataclass(frozen=True, slots=True)
class OldThing:
    """Something of the old course: its key and name there, and what takes its place, if any."""

    old: str
    name: str
    subject: str

    @property
    def kind(self) -> str:
        return self.old.partition(":")[0]


def things_of(
    document: object, lines: Sequence[SeenLine], rule: SeenRule | None
) -> Sequence[OldThing]:
    """Return everything of the old course that lines and the rule name, each once."""
    theirs = _told_names(document)
    found = {one.preview.line.old: one.subject if one.is_here else "" for one in lines}
    found = {**(rule.places if rule else {}), **found}
    return [OldThing(old, theirs.get(old, ""), subject) for old, subject in found.items()]


def _told_names(document: object) -> dict[str, str]:
    """Return what a document calls the things of its course; nothing of it is believed."""
    if not isinstance(document, Mapping):
        return {}
    told = [document.get(one) for one in ("slugs", "names")]
    pairs = [pair for one in told if isinstance(one, Mapping) for pair in one.items()]
    return {key: name[:_LONGEST_NAME] for key, name in pairs if isinstance(name, str)}


@transaction.atomic
def import_requirements(
    caller: Caller,
    course: launches.Course,
    document: object,
    told: Mapping[str, str] | None = None,
    *,
    replaces_rule: bool = False,
    now: datetime,
) -> list[milestones.Tie]:
    """Take a document into a course: all of it, or nothing where a line cannot be.

    Its rule is left where it names what is not here, and where another one is to stay.
    """
    lines = preview_requirements(caller, course, document, told)
    for line in lines:
        if not line.is_here:
            raise NoSuchSubject(field="subjects", name=line.preview.line.old[:60])
    _check_theirs(caller, course, lines, now=now)
    names = mapped(course, document, told)
    rule = see_rule(caller, course, document, names)
    is_taken = rule is not None and rule.is_taken(replaces=replaces_rule)
    also = rule.makes if rule is not None and is_taken else frozenset()
    needed = _needed(course, lines)
    ties = milestones.import_course(
        document, names, also=also, needed=needed, by=caller.name, now=now
    )
    # What was made for it has keys only now.
    rule = see_rule(caller, course, document, names) if is_taken else None
    if rule is not None:
        milestones.set_course_rule(str(course.pk), rule.document, by=caller.name, now=now)
    return ties


def _needed(course: launches.Course, lines: Sequence[SeenLine]) -> list[milestones.Subject]:
    """Return what lines wait for, in its course; it is of the same LMS, as by the one click."""
    named = {one.preview.line.name for one in lines if one.preview.line.name}
    told = {name for namespace, name in named if namespace == milestones.PREREQUISITE}
    content = f"{milestones.SubjectKind.CONTENT_ITEM}:"
    return [needed_subject(course, name) for name in told if not name.startswith(content)]


def _check_theirs(
    caller: Caller, course: launches.Course, lines: Sequence[SeenLine], *, now: datetime
) -> None:
    """Refuse to give, to make or to wait for what is other courses', to whoever only teaches here.

    What one click waits for, and what courses share, is everybody's to wait for.
    """
    if caller.may(Act.EDIT_EVERY_MILESTONE, course):
        return
    asked = {one.preview.line.name for one in lines if one.preview.line.side == "requires"}
    known = milestones.milestones_named([name for name in asked if name])
    foreign = [one.key for one in known.values() if one.namespace != milestones.PREREQUISITE]
    check_usable(caller, course, foreign, now=now)
    own = {own_namespace(course), milestones.PREREQUISITE}
    for line in lines:
        of = line.preview.line
        itself = (milestones.PREREQUISITE, line.subject)
        is_own = of.name is None or of.name == itself or of.name[0] == own_namespace(course)
        gives_foreign = of.side == "fulfils" and not is_own
        makes_foreign = line.preview.milestone_is_new and of.name and of.name[0] not in own
        if gives_foreign or makes_foreign:
            raise ActRefused(act=Act.EDIT_EVERY_MILESTONE.value)
