from collections.abc import Iterable

from django.db.models import QuerySet

from lti_exams.grades.models import Outcome
from lti_exams.launches.api import Link


def outcomes_of(keys: Iterable[tuple[int, int]]) -> QuerySet[Outcome]:
    """Return the outcomes of these links and people, in the order in which all lock them.

    Of several links and people it returns every pair that there is, also those not asked for.
    """
    links, people = zip(*keys, strict=True)
    wanted = Outcome.objects.filter(link_id__in=set(links), person_id__in=set(people))
    return wanted.order_by("link_id", "person_id")


def outcomes_told_by(link: Link) -> QuerySet[Outcome]:
    """Return what the LMS must learn through a link."""
    return link.outcomes.select_related("person")
