"""What a teacher can choose for a link, in words."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lti_exams.journeys.placements import PlacementKind


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
            "Learners who open the link see how their own exams stand."
        ),
        act=_("Open the dashboard here"),
    ),
    Choice(
        kind=PlacementKind.QUALIFICATION,
        title=_("Who qualifies for the final exam"),
        told=_(
            "For teachers: the list and the wizard that makes it. Learners who open the link see "
            "whether they qualify, and why. If the link has a column in the gradebook, it shows "
            "1 for whoever qualifies and 0 for whoever does not."
        ),
        act=_("Open the list here"),
    ),
)
TITLES = {
    **{choice.kind.value: choice.title for choice in CHOICES},
    PlacementKind.EXAM.value: _("An exam"),
}
