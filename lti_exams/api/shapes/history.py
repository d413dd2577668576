"""What has become of an exam, as programs get it."""

from rest_framework import serializers

from lti_exams.api.fields import Instant
from lti_exams.api.showing import Shown


class ChangeShown(Shown):
    """One change of an exam: who, when, and what each field was and became."""

    version = serializers.IntegerField()
    at = Instant()
    by = serializers.CharField()
    before = serializers.DictField()
    after = serializers.DictField()


class HistoryShown(Shown):
    """The changes of an exam."""

    results = ChangeShown(many=True)


class Reclocked(Shown):
    """How many attempts have a new clock."""

    reached = serializers.IntegerField()
    now = Instant()


class SummaryShown(Shown):
    """How many attempts have each status."""

    attempts = serializers.DictField(child=serializers.IntegerField())
    now = Instant()
