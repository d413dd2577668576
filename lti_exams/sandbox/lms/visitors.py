"""Who is asking."""

from django.http import HttpRequest

from lti_exams.sandbox.lms.models import Person


class VisitedRequest(HttpRequest):
    """A request that knows who is asking; `person` is there on pages for members."""

    visitor: Person | None
    person: Person
