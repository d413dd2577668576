"""A change of requirements as programs send it, to be tried out."""

from collections.abc import Mapping
from typing import Any

from lti_exams.api.errors import InputRefused
from lti_exams.api.shapes.milestones import condition_of
from lti_exams.journeys.find_subjects import number, subject_in
from lti_exams.journeys.what_if_required import Wish
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones


def read_wish(course: launches.Course, told: Mapping[str, Any]) -> tuple[str, Wish]:
    """Return what a change is about, and the change."""
    subject = subject_in(course, told["subject"])
    added = [milestones.NewRequirement(subject=subject, milestone=key) for key in told["added"]]
    changed = {_key(key): condition_of(asked) for key, asked in told["changed"].items()}
    return told["subject"], Wish(added=added, dropped=told["dropped"], changed=changed)


def _key(told: str) -> int:
    key = number(told)
    if not key:
        raise InputRefused(field="changed", why="a key is no number of a requirement")
    return key
