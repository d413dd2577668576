"""A teacher chooses what a link of the course opens."""

from datetime import datetime

from django.db import transaction

from lti_exams.audit import api as audit
from lti_exams.exams import api as exams
from lti_exams.journeys import access
from lti_exams.journeys.follow_statuses import tell_placed_list
from lti_exams.journeys.placements import PlacementKind
from lti_exams.journeys.tell_outcomes import tell_placed
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.launches import api as launches


class PlacementRefused(LtiExamsError):
    """A link cannot open what was chosen for it."""

    codes = ("placement-kind-unknown", "placement-without-a-link")


@transaction.atomic
def place_link(
    launch: launches.Launch, *, kind: str, key: str = "", now: datetime
) -> launches.Placement:
    """Store what the link of this launch opens from now on."""
    access.check_launch_may(launch, access.Act.PLACE_LINK)
    return place_for(launch, kind=kind, key=key, now=now)


def place_for(
    launch: launches.Launch, *, kind: str, key: str = "", now: datetime
) -> launches.Placement:
    """Place the link of a launch whose right to do so is known. The caller holds the transaction.

    What the key names must be of the course of this launch.
    """
    if launch.link is None:
        raise PlacementRefused("placement-without-a-link")
    if kind not in set(PlacementKind):
        raise PlacementRefused("placement-kind-unknown")
    exam = exam_named(launch.course, key) if kind == PlacementKind.EXAM else None
    before = placement_of(launch.link)
    key = str(exam.pk) if exam else ""
    placement = launches.place(launch.link, kind=kind, key=key, now=now)
    if exam is not None:
        tell_placed(launch.link, exam, now=now)
    if kind == PlacementKind.QUALIFICATION:
        tell_placed_list(launch.link, now=now)
    audit.record(
        actor=access.actor_of(launch),
        action="link.placed",
        subject=f"link:{launch.link.pk}",
        before=_told(before),
        after=_told(placement),
        now=now,
    )
    return placement


def _told(placement: launches.Placement | None) -> dict[str, object]:
    if placement is None:
        return {"opens": None}
    key = {"key": placement.key} if placement.key else {}
    return {"opens": placement.kind, **key}


def exam_named(course: launches.Course | None, key: str) -> exams.Exam:
    """Return the exam of a course that a key names."""
    if course is None or not (key.isascii() and key.isdigit() and len(key) < 20):
        raise exams.NoSuchExam
    return exams.exam_of(course, int(key))


def placement_of(link: launches.Link) -> launches.Placement | None:
    """Return what a link opens, or None while nobody has chosen."""
    return launches.Placement.objects.filter(link=link).first()


def opened_by(link: launches.Link) -> str | None:
    """Return the kind of what a link opens, or None while nobody has chosen."""
    placement = placement_of(link)
    return placement.kind if placement else None


def opened_exam(launch: launches.Launch) -> exams.Exam | None:
    """Return the exam that the link of a launch opens, if it opens one."""
    placement = placement_of(launch.link) if launch.link else None
    if placement is None or placement.kind != PlacementKind.EXAM or launch.course is None:
        return None
    return exams.exams_of(launch.course).filter(pk=placement.key).first()


def choosable_exams(launch: launches.Launch) -> list[exams.Exam]:
    """Return the exams that the link of a launch could open."""
    return list(exams.exams_of(launch.course)) if launch.course else []
