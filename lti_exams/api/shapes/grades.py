"""Grades on their way to an LMS, as programs get them."""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from lti_exams.api.fields import Flag, Instant, Number, Word
from lti_exams.api.reading import Fields
from lti_exams.api.shapes.attempts import PersonShown
from lti_exams.api.shapes.courses import Page, PageQuery
from lti_exams.api.showing import Shown
from lti_exams.edge.connecting import remedy_of, title_of
from lti_exams.edge.delivering import reason_of
from lti_exams.grades import api as grades
from lti_exams.journeys.reconcile_outcomes import Reconciled
from lti_exams.journeys.resend_outcomes import Which
from lti_exams.journeys.test_connection import Line


class DeliveriesQuery(PageQuery):
    """Which grades are listed."""

    exam = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    show = serializers.ChoiceField(choices=[one.value for one in grades.Group], required=False)


class OutcomeShown(Shown):
    """What the LMS must learn of one person through one link, and how far that is."""

    id = serializers.IntegerField()
    person = PersonShown()
    link = serializers.IntegerField(source="link_id")
    state = serializers.ChoiceField(choices=[one.value for one in grades.OutcomeState])
    group = serializers.SerializerMethodField()
    reason = serializers.CharField(help_text="Why it is not there yet; empty where nothing is.")
    what = serializers.SerializerMethodField()
    next_step = serializers.SerializerMethodField()
    answer = serializers.CharField(help_text="What the LMS answered last.")
    version = serializers.IntegerField(help_text="Counts the changes.")
    version_delivered = serializers.IntegerField()
    changed_at = Instant()
    delivered_at = Instant(allow_null=True)
    next_try_at = Instant(allow_null=True)

    def get_group(self, outcome: grades.Outcome) -> str:
        return grades.group_of(outcome.state, outcome.reason).value

    def get_what(self, outcome: grades.Outcome) -> str:
        return str(reason_of(outcome).what)

    def get_next_step(self, outcome: grades.Outcome) -> str:
        return str(reason_of(outcome).next)


class GroupsShown(Shown):
    """How many are where."""

    sent = serializers.IntegerField()
    waiting = serializers.IntegerField()
    needs_you = serializers.IntegerField()


class OutcomesShown(Page):
    """A page of grades on their way."""

    results = OutcomeShown(many=True)
    counts = GroupsShown()
    seconds_until_sent = serializers.FloatField(allow_null=True)


class OwnOutcomesShown(Shown):
    """What the LMS is told of whoever asks."""

    results = OutcomeShown(many=True)


class DeliveryShown(Shown):
    """One try."""

    version = serializers.IntegerField()
    sent_at = Instant()
    answered_at = Instant()
    sent = serializers.DictField()
    status = serializers.IntegerField(allow_null=True)
    meaning = serializers.CharField()
    answer = serializers.CharField()


class ChangeShown(Shown):
    """What caused one version."""

    version = serializers.IntegerField()
    cause = serializers.CharField(
        source="source", help_text="Such as attempt:12:7, its number and version."
    )
    changed_at = Instant()


class OneOutcomeShown(OutcomeShown):
    """One of them, with every change and every try."""

    changes = ChangeShown(many=True)
    deliveries = DeliveryShown(many=True)


class ResendInput(Fields):
    """What is sent again."""

    which = Word(Which)
    outcome = Number(required=False, min_value=1)
    exam = Number(required=False, min_value=1)
    overwrite = Flag(required=False, default=False)


class SentAgain(Shown):
    """How many are on their way again."""

    sent_again = serializers.IntegerField()


class LineShown(Shown):
    """One thing that was tried at an LMS."""

    name = serializers.CharField()
    good = serializers.BooleanField(allow_null=True)
    code = serializers.CharField()
    title = serializers.SerializerMethodField()
    remedy = serializers.SerializerMethodField()

    def get_title(self, line: Line) -> str:
        return str(title_of(line))

    def get_remedy(self, line: Line) -> str:
        return remedy_of(line)


class ConnectionShown(Shown):
    """Everything that was tried at an LMS."""

    lines = LineShown(many=True)


class ReconcileInput(Fields):
    """How the grades of a course are held against what its LMS shows."""

    dry_run = Flag(required=False, default=True, help_text="Only say what differs.")
    overwrite = Flag(
        required=False, default=False, help_text="Send also over what somebody else wrote there."
    )


class DifferenceShown(Shown):
    """One person of whom the LMS shows something else, on the scale of its column."""

    outcome = serializers.IntegerField(source="outcome.pk")
    person = serializers.IntegerField(source="outcome.person_id")
    how = serializers.ChoiceField(choices=[one.value for one in grades.Differs])
    ours = serializers.FloatField(allow_null=True)
    theirs = serializers.FloatField(allow_null=True)


class SilentShown(Shown):
    """A link whose column the LMS did not show, and why."""

    link = serializers.IntegerField(source="column.link_id")
    why = serializers.CharField(source="not_answered")


class ReconciledShown(Shown):
    """What was compared, what differs, and how many are on their way again."""

    compared = serializers.IntegerField()
    differences = DifferenceShown(many=True)
    not_answered = SilentShown(many=True)
    sent_again = serializers.IntegerField()


def reconciled_shown(found: Reconciled) -> Mapping[str, Any]:
    """Return what was found in a course."""
    return {
        "compared": sum(each.people for each in found.compared),
        "differences": found.differences,
        "not_answered": [each for each in found.compared if each.not_answered],
        "sent_again": found.sent_again,
    }
