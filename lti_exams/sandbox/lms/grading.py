"""Writing into the gradebook, and into the ledger with it."""

from datetime import datetime

from django.db import transaction

from lti_exams.sandbox.lms import ledger
from lti_exams.sandbox.lms.models import Grade, LineItem, Person


@transaction.atomic
def set_by_teacher(item: LineItem, person: Person, given: float | None, *, now: datetime) -> Grade:
    """Set somebody's points as a teacher does, over whatever a tool said."""
    points = {"given": given, "maximum": item.score_maximum}
    grade, _ = Grade.objects.update_or_create(
        line_item=item,
        person=person,
        defaults={**points, "changed_at": now, "set_by_teacher": True},
    )
    ledger.write(
        "grade.overridden", at=now, user_id=person.sub, line_item=str(item.pk), value=given
    )
    return grade


@transaction.atomic
def delete_column(item: LineItem, *, client_id: str, now: datetime) -> None:
    """Delete a column with everything in it."""
    ledger.write("line-item.deleted", at=now, client_id=client_id, line_item=str(item.pk))
    item.delete()
