"""What is kept of a person by words: blanked, so that the facts stay and name nobody."""

from datetime import datetime

from django.db import transaction

from lti_exams.launches import api as launches
from lti_exams.proctoring.models import Comment, Decision, Incident, Proctor, Session

_BLANKED = "…"


@transaction.atomic
def forget(person: launches.Person, *, now: datetime) -> None:
    """Blank whom vendors saw, what they told in words, and where they keep their evidence.

    That something was told, how grave it was, and what was decided stays: a grade rests on it.
    """
    Session.objects.filter(attempt__person=person).update(
        verified_document="",
        differences=[],
        message="",
        verdict_reason="",
        verdict_links_document="",
    )
    Incident.objects.filter(attempt__person=person).update(reason="", links_document="")
    Decision.objects.filter(attempt__person=person).update(links_document="")
    comments = Comment.objects.filter(attempt__person=person)
    comments.filter(removed_at=None).update(removed_at=now)
    comments.update(text=_BLANKED)
    Proctor.objects.filter(person=person).delete()
