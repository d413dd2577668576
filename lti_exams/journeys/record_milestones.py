"""What becomes of attempts is recorded as completions, which give and take back milestones."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from lti_exams.exams import api as exams
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones
from lti_exams.qualifications import api as qualifications

SOURCE = "exams"
FROM_STATUSES = "qualifications"
_Pair = tuple[int, int]


def record_attempts(
    changes: Iterable[exams.Moved | exams.Reviewed | exams.Scored], *, now: datetime
) -> None:
    """Record how people stand in exams whose attempts changed, in the transaction of the change."""
    changed = {
        (one.attempt.exam_id, one.attempt.person_id): one.attempt
        for one in changes
        if one.is_new and _has_a_say(one)
    }
    if not changed:
        return
    opened = {one.exam_id: one.exam for one in changed.values()}
    sat = exams.sat_of(opened.values(), [person for _, person in changed])
    reports = [
        _report(attempt, _evidence_of(attempt, sat.get(pair, exams.Sat()), now=now))
        for pair, attempt in changed.items()
    ]
    milestones.record_and_complete(reports, by=SOURCE, now=now)


def _has_a_say(change: exams.Moved | exams.Reviewed | exams.Scored) -> bool:
    attempt = change.attempt
    if attempt.is_test_user or attempt.purpose != exams.Purpose.SITTING:
        return False
    if isinstance(change, exams.Moved):
        return not exams.HANDED_IN.isdisjoint({change.before, change.after})
    return True


def _evidence_of(attempt: exams.Attempt, sat: exams.Sat, *, now: datetime) -> milestones.Evidence:
    if exams.Kind(attempt.exam.kind) not in exams.UNGRADED:
        return _evidence(sat, now=now)
    # Practice is never graded: whoever handed it in has done it, however often they begin again.
    return milestones.Evidence(
        at=now,
        is_complete=attempt.submitted_at is not None,
        is_verified=attempt.review == exams.Review.VERIFIED,
    )


def _report(attempt: exams.Attempt, evidence: milestones.Evidence) -> milestones.Report:
    return milestones.Report(
        person=attempt.person_id,
        subject=subject_of_exam(attempt.exam),
        evidence=evidence,
        source=SOURCE,
        event=f"{attempt.key}:{attempt.version}",
    )


def _evidence(sat: exams.Sat, *, now: datetime) -> milestones.Evidence:
    """Say what a person's attempts come to: what counts, unless it was rejected.

    Work that was handed in is completed before any score comes, once no review waits.
    """
    counts = _with_what_has_no_score(sat).counts
    if counts is None or counts.review is exams.Review.REJECTED:
        return milestones.Evidence(at=now, is_complete=False)
    points, maximum = counts.points, counts.maximum
    return milestones.Evidence(
        at=now,
        score=milestones.percent_of(points, maximum) if points is not None and maximum else None,
        is_verified=counts.review is exams.Review.VERIFIED,
    )


def _with_what_has_no_score(sat: exams.Sat) -> exams.Sat:
    if sat.counts is not None:
        return sat
    good = (exams.Review.NONE, exams.Review.VERIFIED)
    done = [
        one for one in sat.attempts if one.state is exams.State.SUBMITTED and one.review in good
    ]
    return replace(sat, counts=max(done, key=lambda one: one.number, default=None))


def record_status(status: qualifications.Status, *, now: datetime) -> milestones.Recorded:
    """Record who qualifies by a status that is saved, in the transaction of the saving.

    Whoever is open, or was left out by a later status, has not completed it; a status that takes
    back what was decided takes it back from everybody.
    """
    students = qualifications.QualifiesForFinalExam.objects.filter(status__period=status.period)
    everybody = students.values_list("relatedstudent__person", flat=True).distinct()
    own = status.students.values_list("relatedstudent__person", "qualifies")
    decided = dict.fromkeys(everybody.order_by(), False) | dict(own)
    subject = subject_of_qualification(status.period)
    reports = [
        milestones.Report(
            person=person,
            subject=subject,
            evidence=milestones.Evidence(at=status.createtime, is_complete=qualifies is True),
            source=FROM_STATUSES,
            event=f"status:{status.pk}:{person}",
        )
        for person, qualifies in decided.items()
    ]
    return milestones.record_and_complete(reports, by=FROM_STATUSES, now=now)


def subject_of_qualification(course: launches.Course) -> milestones.Subject:
    """Return the qualification for the final exam of a course."""
    key = str(course.pk)
    return milestones.Subject(milestones.SubjectKind.QUALIFICATION, key, key)


def subject_of_exam(exam: exams.Exam) -> milestones.Subject:
    return milestones.Subject(milestones.SubjectKind.EXAM, str(exam.pk), str(exam.course_id))


def subject_of_course(course: launches.Course) -> milestones.Subject:
    return milestones.Subject(milestones.SubjectKind.COURSE, str(course.pk))


def subject_of_link(link: launches.Link) -> milestones.Subject:
    return milestones.Subject(milestones.SubjectKind.LINK, str(link.pk), str(link.course_id))
