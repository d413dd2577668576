"""Where plugins register themselves, by `qualifiesforexam_plugins.add(…)`."""

from lti_exams.qualifications.shelf.registry import qualifiesforexam_plugins

__all__ = ["qualifiesforexam_plugins"]
