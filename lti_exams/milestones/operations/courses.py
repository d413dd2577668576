"""Courses are completed when their condition trees become true, and undone when they no longer are.

What a course gives may be what another one waits for, so this goes on until nothing changes.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Q

from lti_exams.audit import api as audit
from lti_exams.kernel.condition_documents import to_document
from lti_exams.kernel.conditions import Condition
from lti_exams.milestones.errors import NoSuchMilestone
from lti_exams.milestones.models import Award, Completion, CourseRule, CourseRulePart, Milestone
from lti_exams.milestones.operations.awards import check_reason
from lti_exams.milestones.operations.judging import Facts, newest
from lti_exams.milestones.operations.keeping import Changed
from lti_exams.milestones.operations.recording import Recorded, Report, record
from lti_exams.milestones.queries.standing import counts
from lti_exams.milestones.rules.conditions import Evidence
from lti_exams.milestones.rules.courses import (
    HELD,
    Known,
    is_completed,
    leaves,
    read_rule,
    subject_of,
)
from lti_exams.milestones.rules.subjects import Subject, SubjectKind

SOURCE = "course-rule"
# What staff said of a course no rule undoes.
BY_HAND = "by-hand:"
# A chain of courses that is longer than this is finished by the next event.
MOST_STEPS = 20
_Rules = Mapping[str, tuple[CourseRule, Condition]]


@transaction.atomic
def set_course_rule(course: str, document: object, *, by: str, now: datetime) -> None:
    """Decide when a course is completed; it holds for whatever happens from now on."""
    condition, subject = read_rule(document), Subject(SubjectKind.COURSE, course)
    asked = leaves(condition)
    keys = {int(leaf["milestone"]) for leaf in asked if leaf.name == HELD}
    if Milestone.objects.filter(pk__in=keys, is_active=True).count() < len(keys):
        raise NoSuchMilestone
    told = {
        "course_key": course,
        "document": to_document(condition),
        "changed_at": now,
        "changed_by": by,
    }
    rule, is_new = CourseRule.objects.select_for_update().update_or_create(
        course_digest=subject.digest, defaults=told
    )
    if not is_new:
        CourseRule.objects.filter(pk=rule.pk).update(version=rule.version + 1)
    rule.parts.all().delete()
    digests = {subject_of(leaf).digest for leaf in asked if leaf.name != HELD}
    CourseRulePart.objects.bulk_create(
        [
            *(CourseRulePart(rule=rule, subject_digest=digest) for digest in digests),
            *(CourseRulePart(rule=rule, milestone_id=key) for key in keys),
        ]
    )
    audit.record(
        actor=by,
        action="course-rule.set",
        subject=f"course-rule:{rule.pk}",
        after={"course": course, "rule": told["document"]},
        now=now,
    )


def record_and_complete(reports: Sequence[Report], *, by: str, now: datetime) -> Recorded:
    """Record reports, and the courses that are completed by them, and what those complete."""
    first = record(reports, by=by, now=now)
    followed = complete_courses(first.changed, reports, now=now)
    return replace(first, changed=(*first.changed, *followed))


def complete_courses(
    changed: Iterable[Changed], reports: Iterable[Report] = (), *, now: datetime
) -> tuple[Changed, ...]:
    """Complete the courses, or undo it, whose trees ask about what changed; and so on."""
    found: list[Changed] = []
    told, fresh = list(reports), list(changed)
    for step in range(MOST_STEPS):
        told = _of_courses(told, fresh, step=step, now=now)
        if not told:
            break
        fresh = list(record(told, by=SOURCE, now=now).changed)
        found += fresh
    return tuple(found)


def _of_courses(
    told: Iterable[Report], changed: Iterable[Changed], *, step: int, now: datetime
) -> list[Report]:
    """Return the courses whose completion changed for these people."""
    touched: dict[str, set[int]] = defaultdict(set)
    for report in told:
        touched[report.subject.digest].add(report.person)
    moved: dict[int, set[int]] = defaultdict(set)
    for change in changed:
        moved[change.milestone].add(change.person)
    people = sorted({*set().union(*touched.values()), *set().union(*moved.values())})
    rules = _rules_about(touched, moved)
    if not rules:
        return []
    facts, held = _known(people, rules, now=now)
    return [
        _report(rule, person, is_complete, step=step, now=now)
        for rule, condition in rules.values()
        for person in people
        if (is_complete := _news(rule, condition, person, facts, held)) is not None
    ]


def _rules_about(subjects: Collection[str], milestones: Collection[int]) -> _Rules:
    about = Q(subject_digest__in=subjects) | Q(milestone__in=milestones)
    parts = CourseRulePart.objects.filter(about)
    rows = CourseRule.objects.filter(pk__in=parts.values("rule")).order_by("pk")
    return {row.course_digest: (row, read_rule(row.document)) for row in rows}


def _known(
    people: Collection[int], rules: _Rules, *, now: datetime
) -> tuple[Facts, dict[int, set[int]]]:
    asked = [leaf for _, condition in rules.values() for leaf in leaves(condition)]
    digests = {subject_of(leaf).digest for leaf in asked if leaf.name != HELD} | set(rules)
    keys = {int(leaf["milestone"]) for leaf in asked if leaf.name == HELD}
    told = Completion.objects.filter(person__in=people, subject_digest__in=digests)
    held: dict[int, set[int]] = defaultdict(set)
    awards = Award.objects.filter(counts(now), person__in=people, milestone__in=keys)
    for person, key in awards.filter(milestone__is_active=True).values_list("person", "milestone"):
        held[person].add(key)
    return newest(told), held


def _news(
    rule: CourseRule,
    condition: Condition,
    person: int,
    facts: Facts,
    held: Mapping[int, set[int]],
) -> bool | None:
    """Tell whether the course is completed, where that is not what is known of it already."""
    mine = {digest: fact for (whose, digest), fact in facts.items() if whose == person}
    verdict = is_completed(condition, Known(mine, held.get(person, set())))
    before = mine.get(rule.course_digest)
    if before is not None and before.event.startswith(BY_HAND):
        return None
    was = before is not None and before.evidence.is_complete
    return verdict.met if verdict.met is not was else None


def _report(
    rule: CourseRule,
    person: int,
    is_complete: bool,  # noqa: FBT001 - what was found, told on
    *,
    step: int,
    now: datetime,
) -> Report:
    # One deed may complete a course, and undo it again by what follows.
    event = f"{rule.pk}:{rule.version}:{person}:{now.isoformat()}:{step}:{is_complete}"
    return Report(
        person=person,
        subject=Subject(SubjectKind.COURSE, rule.course_key),
        evidence=Evidence(at=now, is_complete=is_complete),
        source=SOURCE,
        event=event,
    )


def complete_by_hand(
    people: Iterable[int],
    course: str,
    *,
    by: str,
    reason: str,
    now: datetime,
    is_complete: bool = True,
) -> Recorded:
    """Let staff say that people completed a course, or did not, whatever its rule finds.

    It is the newest that is known: a program whose clock is ahead does not stand against it.
    """
    check_reason(reason)
    subject, whom = Subject(SubjectKind.COURSE, course), list(people)
    told = Completion.objects.filter(person__in=whom, subject_digest=subject.digest).order_by()
    latest = dict(told.values_list("person").annotate(Max("at")))
    reports = [
        Report(
            person=person,
            subject=subject,
            evidence=Evidence(at=max(now, latest.get(person, now)), is_complete=is_complete),
            source=by,
            event=f"{BY_HAND}{course}:{person}:{now.isoformat()}:{reason}",
        )
        for person in whom
    ]
    return record_and_complete(reports, by=by, now=now)
