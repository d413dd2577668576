"""What follows from a saved list: the LMS learns of it, milestones are given, the world is told."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from lti_exams.grades import api as grades
from lti_exams.journeys.announce_statuses import announce_status
from lti_exams.journeys.placements import PlacementKind
from lti_exams.journeys.record_milestones import record_status, subject_of_qualification
from lti_exams.journeys.tell_outcomes import source_of_placing
from lti_exams.kernel.points import SCALE
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones
from lti_exams.qualifications import api as qualifications

# A larger course is recorded only where a milestone rests on its list: it takes its time.
_RECORDED_ALWAYS = 10_000


def follow_status(status: qualifications.Status, *, now: datetime) -> None:
    """Let everything follow from a list, in the transaction that saves it."""
    announce_status(status, now=now)
    for link in _links_of(status.period):
        tell_list(link, status, source=f"status:{status.pk}", now=now)
    if status.students.count() <= _RECORDED_ALWAYS or _gives_milestones(status.period, now=now):
        record_status(status, now=now)


def _links_of(period: launches.Course) -> Iterable[launches.Link]:
    opened = launches.links_that_open(PlacementKind.QUALIFICATION, [""])
    return opened.filter(course=period)


def _gives_milestones(period: launches.Course, *, now: datetime) -> bool:
    subject = subject_of_qualification(period)
    wanted = milestones.Wanted(subjects=[subject], side=milestones.Side.FULFILS)
    return bool(milestones.ties(wanted, now=now))


def tell_placed_list(link: launches.Link, *, now: datetime) -> None:
    """Let the LMS learn of the active list through a link that opens it from now on."""
    status = qualifications.last_status(link.course)
    if status is not None:
        tell_list(link, status, source=source_of_placing(link, now=now), now=now)


def tell_list(
    link: launches.Link, status: qualifications.Status, *, source: str, now: datetime
) -> None:
    """Write down 1 for whoever qualifies and 0 for whoever does not; others have no score."""
    grades.enqueue_many(_news(link, status, source), now=now)


def _news(link: launches.Link, status: qualifications.Status, source: str) -> Iterator[grades.News]:
    decided = qualifications.QualifiesForFinalExam.objects
    everybody = decided.filter(status__period=status.period).order_by()
    told = dict.fromkeys(everybody.values_list("relatedstudent__person", flat=True).distinct())
    told |= dict(status.students.values_list("relatedstudent__person", "qualifies"))
    for person, qualifies in told.items():
        yield grades.News(
            link_id=link.pk,
            person_id=person,
            document=None if qualifies is None else _document(qualifies=qualifies),
            source=source,
        )


def _document(*, qualifies: bool) -> grades.Document:
    return grades.Document(
        activity=grades.Activity.COMPLETED,
        grading=grades.Grading.FULLY_GRADED,
        points=SCALE if qualifies else 0,
        maximum=SCALE,
        comment=grades.Comment.QUALIFIED if qualifies else grades.Comment.NOT_QUALIFIED,
    )
