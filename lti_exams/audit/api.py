"""The only door to audit."""

from lti_exams.audit.models import Entry
from lti_exams.audit.operations import record, record_all
from lti_exams.audit.queries import entries_about

__all__ = ["Entry", "entries_about", "record", "record_all"]
