"""What a teacher can choose for a link, in words."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lti_exams.journeys.place_link import PlacementKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing that a link can open."""

    kind: PlacementKind
    title: str | Promise
    told: str | Promise
    act: str | Promise


CHOICES = (
    Choice(
        kind=PlacementKind.DASHBOARD,
        title=_("The course's dashboard"),
        told=_(
            "For teachers: the links of this course and what each opens, who came and when. "
            "Learners who open the link are told that it is for teachers."
        ),
        act=_("Open the dashboard here"),
    ),
)
TITLES = {
    **{choice.kind.value: choice.title for choice in CHOICES},
    PlacementKind.EXAM.value: _("An exam"),
}
