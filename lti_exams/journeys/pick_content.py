"""A teacher picks content for a course: an exam, one made on the spot, a list, the dashboard."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lti_exams.exams import api as exams
from lti_exams.journeys import access, edit_exams
from lti_exams.journeys.find_content import OPENS, written
from lti_exams.journeys.place_link import exam_named
from lti_exams.journeys.placements import PlacementKind
from lti_exams.journeys.return_deep_link import DeepLinkReturn, return_deep_link
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.kernel.points import plain
from lti_exams.launches import api as launches
from lti_exams.platforms import api as platforms

RESOURCE_LINK = "ltiResourceLink"
_WHO_QUALIFIES = _("Who qualifies for the final exam")
TAG = "exam"


class PickRefused(LtiExamsError):
    """What was picked cannot be brought to the LMS."""

    codes = ("pick-not-accepted", "pick-one-only", "pick-unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What may be picked, and how the LMS wants it."""

    exams: Sequence[exams.Exam]
    takes_links: bool
    takes_several: bool
    takes_columns: bool
    may_pick: bool

    def check_may_pick(self) -> None:
        """Refuse whoever may not pick, and an LMS that takes no links."""
        if not self.may_pick:
            raise access.ActRefused(act=access.Act.PLACE_LINK.value)
        if not self.takes_links:
            raise PickRefused("pick-not-accepted")


def content_of(launch: launches.Launch) -> Content:
    """Return what somebody who was asked for content can pick."""
    asked = launch.details.get("deep_linking", {})
    course = launch.course
    return Content(
        exams=list(exams.exams_of(course, active_only=True)) if course else [],
        takes_links=RESOURCE_LINK in asked.get("accept_types", []),
        takes_several=bool(asked.get("accept_multiple")),
        takes_columns=bool(asked.get("accept_lineitem")),
        may_pick=access.launch_may(launch, access.Act.PLACE_LINK),
    )


def pick_content(
    launch: launches.Launch,
    picked: Sequence[str],
    *,
    hidden_until_open: bool = False,
    now: datetime,
) -> DeepLinkReturn:
    """Answer the LMS with what was picked; nothing is an answer too."""
    if not picked:
        return return_deep_link(launch, [], now=now)
    content = content_of(launch)
    content.check_may_pick()
    if len(picked) > 1 and not content.takes_several:
        raise PickRefused("pick-one-only")
    items = [_item(launch, one, content, hidden=hidden_until_open) for one in dict.fromkeys(picked)]
    return return_deep_link(launch, items, now=now)


@transaction.atomic
def make_and_pick(
    launch: launches.Launch, definition: exams.Definition, *, now: datetime
) -> DeepLinkReturn:
    """Make an exam in the course that was launched, and answer the LMS with it."""
    content_of(launch).check_may_pick()
    if launch.course is None:
        raise exams.NoSuchExam
    caller = access.caller_of_launch(launch)
    exam = edit_exams.define_exam(caller, launch.course, definition, now=now)
    return pick_content(launch, [written(PlacementKind.EXAM, str(exam.pk))], now=now)


def _item(
    launch: launches.Launch, picked: str, content: Content, *, hidden: bool
) -> dict[str, object]:
    kind, _, key = picked.partition(":")
    if picked == PlacementKind.DASHBOARD:
        return launches.content_item(_link(settings.SERVICE_NAME, picked))
    if picked == PlacementKind.QUALIFICATION:
        return launches.content_item(_link(str(_WHO_QUALIFIES), picked))
    if kind != PlacementKind.EXAM:
        raise PickRefused("pick-unknown")
    exam = exam_named(launch.course, key)
    return launches.content_item(
        _link(
            exam.title,
            picked,
            column=column_of(exam) if content.takes_columns else None,
            submission=launches.Span(
                begins_at=exam.opens_at, ends_at=exam.due_at or exam.closes_at
            ),
            available=_shown(exam) if hidden else launches.Span(),
        )
    )


def _link(title: str, opens: str, **more: object) -> launches.LinkItem:
    return launches.LinkItem(
        title=title,
        url=platforms.addresses().launch_url,
        custom={OPENS: opens, **platforms.CUSTOM_PARAMETERS},
        **more,  # type: ignore[arg-type]
    )


def column_of(exam: exams.Exam) -> launches.Column | None:
    """Return the column that an exam wants; the LMS learns nothing of some kinds."""
    if exam.kind in exams.UNGRADED:
        return None
    return launches.Column(
        label=exam.title,
        maximum=float(plain(exam.maximum_points)),
        resource_id=written(PlacementKind.EXAM, str(exam.pk)),
        tag=TAG,
    )


def _shown(exam: exams.Exam) -> launches.Span:
    ends_at = exam.due_at if exam.hide_after_due else None
    return launches.Span(begins_at=exam.opens_at, ends_at=ends_at)
