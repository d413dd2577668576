"""Moodle: deep linking is offered where a teacher adds content to a course."""

from lti_exams.platforms.dynamic.tool import DEEP_LINKING, Extension, Offer


def extension(_offer: Offer) -> Extension:
    """Return what Moodle wants to hear: it knows one place for tools, under a name of its own."""
    return Extension(placements={DEEP_LINKING: ("AddContentMenu",)})
