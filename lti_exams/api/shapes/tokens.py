"""Exam access tokens as programs get them."""

from typing import Any

from rest_framework import serializers


class AccessTokenShown(serializers.Serializer[Any]):
    """A token, and by one clock: now, when it ends, and when the attempt ends."""

    token = serializers.CharField()
    attempt = serializers.IntegerField(allow_null=True)
    now = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    deadline = serializers.DateTimeField(allow_null=True)
