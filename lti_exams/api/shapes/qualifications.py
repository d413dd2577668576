"""Statuses, decisions, exports and deadlines as programs send and get them."""

from typing import Any

from rest_framework import serializers

from lti_exams.api.fields import Instant, Number, Points, Text, Word
from lti_exams.api.reading import Fields
from lti_exams.api.shapes.attempts import PersonShown
from lti_exams.api.shapes.courses import CourseShown, Page, PageQuery
from lti_exams.api.showing import Shown
from lti_exams.qualifications import api as qualifications

MOST_AT_ONCE = 10_000
_TARGET = "Who takes lists over, such as registry."


class StatusShown(Shown):
    """One decision about a course; the newest is the active one."""

    id = serializers.IntegerField()
    course = serializers.IntegerField(source="period_id")
    state = serializers.CharField(source="status", help_text="ready, almostready or notready.")
    message = serializers.CharField(allow_blank=True)
    by = serializers.CharField()
    plugin = serializers.CharField(allow_blank=True)
    plugin_version = serializers.IntegerField()
    plugin_settings = serializers.DictField()
    created_at = Instant(source="createtime")
    roster_read_at = Instant(allow_null=True)
    exported_at = Instant(source="exported_timestamp", allow_null=True)


class StatusesShown(Page):
    """The statuses of a course, the newest first."""

    results = StatusShown(many=True)


class StudentDecisionInput(Fields):
    """What is decided about one student."""

    person = Number(required=False)
    sub = Text(required=False, max_length=255)
    qualifies = serializers.BooleanField(allow_null=True, help_text="null: not ready yet.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("person" in attrs) == ("sub" in attrs):
            raise serializers.ValidationError({"person": "give either person or sub"})
        return attrs


class StatusInput(Fields):
    """A decision that was made elsewhere; whoever is not named does not qualify."""

    state = Word(qualifications.State)
    message = Text(allow_blank=True, max_length=10_000)
    decisions = serializers.ListField(
        child=StudentDecisionInput(), required=False, max_length=MOST_AT_ONCE
    )


class TallyShown(Shown):
    """How many qualify, do not, and are open."""

    qualified = serializers.IntegerField()
    not_qualified = serializers.IntegerField()
    open = serializers.IntegerField()


class ExportShown(Shown):
    """One handing over."""

    id = serializers.IntegerField()
    status = serializers.IntegerField(source="status_id")
    target = serializers.CharField()
    form = serializers.CharField()
    sha256 = serializers.CharField(help_text="Of the bytes that were handed over.")
    students = serializers.IntegerField()
    by = serializers.CharField()
    at = Instant()


class OneStatusShown(StatusShown):
    """A status with its counts and to whom it went."""

    is_active = serializers.BooleanField()
    tally = TallyShown()
    exports = ExportShown(many=True)
    exported_before = serializers.IntegerField(
        allow_null=True, help_text="The status that was exported before this one."
    )
    changes = serializers.IntegerField(
        help_text="Of how many students it says something else than that one."
    )


class ColumnMarkShown(Shown):
    """What counted of a student in one column when it was decided."""

    column = serializers.IntegerField()
    points = Points(allow_null=True)
    passed = serializers.BooleanField()


class StudentDecisionShown(Shown):
    """What was decided about one student, and from which results."""

    related_student = serializers.IntegerField()
    person = PersonShown()
    qualifies = serializers.BooleanField(allow_null=True)
    is_carried = serializers.BooleanField(help_text="Qualified by an earlier term alone.")
    is_single = serializers.BooleanField(
        help_text="Somebody decided about this student alone, whatever the rule says."
    )
    results = ColumnMarkShown(many=True)


class StudentDecisionsShown(Page):
    """A page of decisions, by family name."""

    results = StudentDecisionShown(many=True)


class MarkChangeShown(Shown):
    """A student of whom the status says something else than the one exported before."""

    person = PersonShown()
    before = serializers.CharField(help_text="yes, no, open or absent.")
    after = serializers.CharField()


class MarkChangesShown(Shown):
    """What changed since the last export."""

    since = serializers.IntegerField(allow_null=True)
    joined = serializers.IntegerField()
    left = serializers.IntegerField()
    results = MarkChangeShown(many=True)


class ExportInput(Fields):
    """To whom the list is handed over, and in which form."""

    target = Text(max_length=40, help_text=_TARGET)
    form = Word(qualifications.Form, required=False, help_text="json where nothing is said.")
    only_changes = serializers.BooleanField(
        required=False, help_text="Only what changed since what this target took over last."
    )


class HandedOverShown(Shown):
    """The entry of the ledger, and the file."""

    export = ExportShown()
    name = serializers.CharField()
    type = serializers.CharField()
    content = serializers.CharField(help_text="The file in base64: the checksum is of its bytes.")


class NewsQuery(PageQuery):
    """For whom news is wanted."""

    target = serializers.CharField(
        default=qualifications.REGISTRY, max_length=40, help_text=_TARGET
    )


class NewsItemShown(Shown):
    """A course whose active status a target has not taken over yet."""

    course = CourseShown()
    status = StatusShown()
    taken = serializers.IntegerField(allow_null=True, help_text="The status it took over last.")
    changes = serializers.IntegerField(help_text="Of how many students that is no longer true.")


class NewsShown(Page):
    """What is new for a target, the oldest first."""

    results = NewsItemShown(many=True)


class AfterQuery(Fields):
    """From which status on."""

    after = serializers.IntegerField(default=0, min_value=0, max_value=2**63 - 1)
    limit = serializers.IntegerField(default=100, min_value=1, max_value=500)


class AfterShown(Shown):
    """Statuses of all courses in the order in which they were made."""

    results = StatusShown(many=True)
    next_after = serializers.IntegerField(help_text="Ask with it the next time.")


class DeadlineInput(Fields):
    """A time by which courses should have decided."""

    timestamp = Instant()
    tag = Text(required=False, allow_blank=True, max_length=30)


class DeadlineShown(Shown):
    """A deadline, and how many courses are held to it."""

    id = serializers.IntegerField()
    timestamp = Instant()
    tag = serializers.CharField(allow_null=True, allow_blank=True)
    courses = serializers.IntegerField()


class DeadlinesShown(Page):
    """Deadlines, the latest first."""

    results = DeadlineShown(many=True)


class TyingInput(Fields):
    """Which courses are held to a deadline; null unties them."""

    courses = serializers.ListField(child=Number(), min_length=1, max_length=5_000)
    deadline = Number(allow_null=True)


class TiedShown(Shown):
    """How many courses were tied, untied or set free."""

    courses = serializers.IntegerField()


class DepartmentQuery(PageQuery):
    """Which courses of a department are wanted."""

    term = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    unit = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    deadline = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    stand = serializers.ChoiceField(
        required=False, choices=[one.value for one in qualifications.Stand]
    )
    search = serializers.CharField(default="", allow_blank=True, max_length=200)


class CourseStandShown(Shown):
    """How one course stands against its deadline."""

    course = CourseShown()
    term = serializers.CharField(allow_null=True)
    unit = serializers.CharField(allow_null=True)
    deadline_at = Instant(allow_null=True)
    state = serializers.CharField(allow_blank=True)
    status = serializers.IntegerField(allow_null=True)
    decided_at = Instant(allow_null=True)
    exported_at = Instant(allow_null=True)
    stands = serializers.ListField(child=serializers.CharField())
    qualified = serializers.IntegerField()
    students = serializers.IntegerField()


class DepartmentShown(Page):
    """The courses of a department, the earliest deadline first."""

    counts = serializers.DictField(child=serializers.IntegerField())
    results = CourseStandShown(many=True)


class PluginShown(Shown):
    """A way to qualify students, and why it cannot work in this course."""

    id = serializers.CharField()
    title = serializers.CharField()
    description = serializers.CharField()
    was_used = serializers.BooleanField()
    why_not = serializers.ListField(child=serializers.CharField())


class PluginsShown(Shown):
    """The plugins in their order."""

    results = PluginShown(many=True)
