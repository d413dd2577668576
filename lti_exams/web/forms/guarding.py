"""What teachers decide about the proctoring of an exam, and whom they list to watch it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lti_exams.launches import api as launches
from lti_exams.proctoring import api as proctoring
from lti_exams.web.forms.fields import choice
from lti_exams.web.forms.json_field import ObjectField
from lti_exams.web.forms.people import Directory
from lti_exams.web.words import Text

PARTS: Mapping[str, Text] = {
    proctoring.Part.PROCTOR: _(
        "Watches: sees what the vendor tells, comments on it, lets people in by hand, and pauses"
    ),
    proctoring.Part.REVIEWER: _("Reviews: decides about sittings as well"),
}


class WishesForm(forms.Form):
    """What an exam asks of its vendor and of its reviewers."""

    needs_second_review = forms.BooleanField(
        label=_("Two people decide about each sitting"), required=False
    )
    tells_end = forms.BooleanField(
        label=_("The vendor learns of every end, asked for or not"), required=False
    )
    onboarding_days = forms.IntegerField(
        label=_("Days for which an onboarding holds"), min_value=1, max_value=3650, initial=365
    )
    settings = ObjectField(
        label=_("Settings for the vendor (optional)"),
        help_text=_(
            "An object in JSON that the vendor gets as it is; its maker says what it may hold."
        ),
    )
    policy = ObjectField(
        label=_("What follows from what the vendor tells (optional)"),
        help_text=_(
            "An object in JSON that replaces parts of what holds for the vendor, such as "
            '{"second_above": 0.25, "reject_above": 0.9}.'
        ),
    )

    def wishes(self) -> proctoring.ExamWishes:
        """Return what was decided."""
        return proctoring.ExamWishes(**self.cleaned_data)


def typed_of(wishes: proctoring.ExamProctoring) -> dict[str, Any]:
    """Return what holds as somebody would type it."""
    return {
        "needs_second_review": wishes.needs_second_review,
        "tells_end": wishes.tells_end,
        "onboarding_days": wishes.onboarding_days,
        "settings": wishes.settings,
        "policy": wishes.policy_document,
    }


class MailboxForm(forms.Form):
    """Where learners of a course write, and where alarms of its sittings go."""

    escalation_email = forms.EmailField(
        label=_("E-mail address (optional)"),
        required=False,
        max_length=254,
        help_text=_("Learners read it on the pages of their exams. Alarms come to it as well."),
    )


class WatcherForm(forms.Form):
    """Somebody of the course who watches an exam."""

    person = forms.CharField(label=_("Name, e-mail address or id in the LMS"), max_length=255)
    part = choice(_("What they do"), PARTS, widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, directory: Directory, **kwargs: Any) -> None:
        self.directory = directory
        super().__init__(data, initial={"part": proctoring.Part.PROCTOR.value}, **kwargs)

    def clean_person(self) -> launches.Person:
        """Return whom this names."""
        found = self.directory.find(self.cleaned_data["person"])
        if found is None:
            raise forms.ValidationError(
                _(
                    "Nobody in this course is called so, or several people are. They must have "
                    "opened a link of the course once."
                )
            )
        return found


class WatcherListForm(forms.Form):
    """Many at once, as CSV."""

    csv = forms.CharField(
        label=_("A list as CSV"),
        max_length=1_000_000,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text=_(
            "Its first line names the columns: sub (the id in the LMS), part (proctor or reviewer) "
            "and exam (its short name, or empty for all exams of the course)."
        ),
    )
