"""Exam access tokens as programs get them."""

from rest_framework import serializers

from lti_exams.api.fields import Instant
from lti_exams.api.showing import Shown


class AccessTokenShown(Shown):
    """A token, and by one clock: now, when it ends, and when the attempt ends."""

    token = serializers.CharField()
    attempt = serializers.IntegerField(allow_null=True)
    now = Instant()
    expires_at = Instant()
    deadline = Instant(allow_null=True)
