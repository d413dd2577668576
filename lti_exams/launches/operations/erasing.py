"""A person is erased: the row stays, since attempts and grades rest on it, and names nobody."""

from datetime import datetime

from django.db import transaction

from lti_exams.launches.models import Launch, Person

_NAMED = ("name", "given_name", "family_name", "email")


@transaction.atomic
def erase(person: Person, *, now: datetime) -> None:
    """Blank everything that says who somebody is, and end their visits.

    Whoever comes again under the same id of their LMS is somebody new here.
    """
    for name in _NAMED:
        setattr(person, name, "")
    person.sub = f"erased:{person.pk}"
    person.save(update_fields=[*_NAMED, "sub"])
    visits = Launch.objects.filter(person=person)
    visits.filter(ended_at=None).update(ended_at=now)
    visits.update(details={}, return_url="")
