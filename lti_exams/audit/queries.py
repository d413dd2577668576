from django.db.models import QuerySet

from lti_exams.audit.models import Entry


def entries_about(subject: str) -> QuerySet[Entry]:
    """Return what was done to one thing, newest first."""
    return Entry.objects.filter(subject=subject)
