"""Milestones whose time is over are noted, with the courses that rested on them."""

from datetime import datetime

from django.db import transaction

from lti_exams.milestones import api as milestones


@transaction.atomic
def expire_milestones(*, now: datetime) -> int:
    """Note what the clock ended, some at a time; gates read the clock and wait for nobody."""
    changed = milestones.expire_due(now=now)
    milestones.complete_courses(changed, now=now)
    return len(changed)
