"""A link that came by Deep Linking finds what it opens, also after its course was copied."""

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import unquote

from django.db import transaction

from lti_exams.exams import api as exams
from lti_exams.journeys import access
from lti_exams.journeys.copy_exam import copy_exam
from lti_exams.journeys.edit_exams import define_exam
from lti_exams.journeys.place_link import place_for, placement_of
from lti_exams.journeys.placements import PlacementKind
from lti_exams.launches import api as launches

OPENS = "lti_exams_opens"
# The names under which platforms.CUSTOM_PARAMETERS asks for what a copy was made from.
_LINK_HISTORY, _COURSE_HISTORY = "resource_link_id_history", "context_id_history"
_MOST_ANCESTORS = 50


def written(kind: PlacementKind, key: str = "") -> str:
    """Write down what a link opens, for the LMS to keep and bring back with each launch."""
    return f"{kind}:{key}" if key else kind.value


def find_content(launch: launches.Launch, *, now: datetime) -> None:
    """Place a link on its first launch as its custom parameter says, if that is of its course.

    The parameter is a hint and gives nobody a right. The caller holds the transaction.
    """
    kind, _, key = _told(launch, OPENS).partition(":")
    if not kind or launch.link is None or placement_of(launch.link) is not None:
        return
    named = kind == PlacementKind.EXAM and _exam_in(launch.course, key) is not None
    if named or kind in (PlacementKind.DASHBOARD, PlacementKind.QUALIFICATION):
        place_for(launch, kind=kind, key=key, now=now)


def copied_exam(launch: launches.Launch) -> exams.Exam | None:
    """Return the exam that the original of this link opens, where the LMS copied the course.

    Only what the LMS names as an ancestor, in the same deployment, is looked at.
    """
    if launch.link is None or launch.course is None:
        return None
    originals = list(launches.links_named(launch.deployment, _ids(launch, _LINK_HISTORY)))
    courses = list(launches.courses_named(launch.deployment, _ids(launch, _COURSE_HISTORY)))
    kind, _, key = _told(launch, OPENS).partition(":")
    named = [(course, key) for course in courses] if kind == PlacementKind.EXAM else []
    opened = [(link.course, link.placement.key) for link in originals if _opens_an_exam(link)]
    found = (_exam_in(course, key) for course, key in (*named, *opened))
    return next((exam for exam in found if exam and exam.course != launch.course), None)


@transaction.atomic
def relink(launch: launches.Launch, *, now: datetime) -> exams.Exam:
    """Copy the exam of the original into this course, and let the link open the copy.

    Where the course has an exam of that name already, the link opens that one.
    """
    caller = access.caller_of_launch(launch)
    caller.check_may(access.Act.EDIT_EXAMS, launch.course)
    original = copied_exam(launch)
    if original is None or launch.course is None:
        raise exams.NoSuchExam
    # Whoever clicks twice, or on two links at once, gets one copy.
    launches.Course.objects.select_for_update(no_key=True).get(pk=launch.course.pk)
    exam = exams.exams_of(launch.course).filter(slug=original.slug).first()
    if exam is None:
        exam = copy_exam(caller, original, launch.course, now=now)
    place_for(launch, kind=PlacementKind.EXAM, key=str(exam.pk), now=now)
    return exam


@transaction.atomic
def make_for_link(
    launch: launches.Launch, definition: exams.Definition, *, now: datetime
) -> exams.Exam:
    """Make an exam on the spot, and let the link of this launch open it."""
    access.check_launch_may(launch, access.Act.PLACE_LINK)
    if launch.course is None:
        raise exams.NoSuchExam
    exam = define_exam(access.caller_of_launch(launch), launch.course, definition, now=now)
    place_for(launch, kind=PlacementKind.EXAM, key=str(exam.pk), now=now)
    return exam


def _opens_an_exam(link: launches.Link) -> bool:
    return hasattr(link, "placement") and link.placement.kind == PlacementKind.EXAM


def _exam_in(course: launches.Course | None, key: str) -> exams.Exam | None:
    if course is None or not (key.isascii() and key.isdigit() and len(key) < 19):
        return None
    return exams.exams_of(course).filter(pk=int(key)).first()


def _told(launch: launches.Launch, name: str) -> str:
    custom = launch.details.get("custom", {})
    return str(custom.get(name, ""))


def _ids(launch: launches.Launch, name: str) -> list[str]:
    """Read a history: ids with commas between them, each written as in an address."""
    return list(_unquoted(_told(launch, name).split(",")))[:_MOST_ANCESTORS]


def _unquoted(ids: Iterable[str]) -> Iterable[str]:
    return (unquote(one.strip()) for one in ids if one.strip() and "\x00" not in unquote(one))
