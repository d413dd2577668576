"""What has become of an exam, as programs get it."""

from typing import Any

from rest_framework import serializers


class ChangeShown(serializers.Serializer[Any]):
    """One change of an exam: who, when, and what each field was and became."""

    version = serializers.IntegerField()
    at = serializers.DateTimeField()
    by = serializers.CharField()
    before = serializers.DictField()
    after = serializers.DictField()


class HistoryShown(serializers.Serializer[Any]):
    """The changes of an exam."""

    results = ChangeShown(many=True)


class Reclocked(serializers.Serializer[Any]):
    """How many attempts have a new clock."""

    reached = serializers.IntegerField()
    now = serializers.DateTimeField()


class SummaryShown(serializers.Serializer[Any]):
    """How many attempts have each status."""

    attempts = serializers.DictField(child=serializers.IntegerField())
    now = serializers.DateTimeField()
