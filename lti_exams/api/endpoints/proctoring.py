"""A learner goes to the vendor, and the vendor learns of the end, from a page that is not ours."""

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from lti_exams.api.endpoint import Endpoint
from lti_exams.api.showing import Shown
from lti_exams.exams import api as exams
from lti_exams.journeys import reach
from lti_exams.journeys.end_proctoring import end_proctoring
from lti_exams.journeys.request_proctoring import Standpoint, request_proctoring
from lti_exams.proctoring import api as proctoring

# The page of an exam, by which way it is sat.
_WAYS = {exams.Purpose.REHEARSAL: "exam/rehearsal/"}


class PassageShown(Shown):
    """How the browser gets to the vendor: by a form, by an address, or not at all."""

    status = serializers.CharField()
    action = serializers.CharField(allow_blank=True, help_text="Where the form is posted.")
    fields = serializers.DictField(child=serializers.CharField())  # type: ignore[assignment]
    url = serializers.CharField(allow_blank=True, help_text="Where the browser goes instead.")


class Proctoring(Endpoint):
    @extend_schema(tags=["attempts"], request=None, responses=PassageShown)
    def post(self, request: Request, attempt: int) -> Response:
        """Go to the vendor; asking again costs neither an attempt nor time."""
        found = reach.own_attempt(self.caller, attempt)
        done = request_proctoring(self.caller, found, _standpoint(request, found), now=self.now)
        found.refresh_from_db()
        return _shown(found, done.passage, self)


class ProctoringEnd(Endpoint):
    @extend_schema(tags=["attempts"], request=None, responses=PassageShown)
    def post(self, request: Request, attempt: int) -> Response:
        """Bring the vendor the news that it is over, where it wants them."""
        found = reach.own_attempt(self.caller, attempt)
        where = _standpoint(request, found)
        passage = end_proctoring(self.caller, found, where, now=self.now)
        return _shown(found, passage or proctoring.Passage(), self)


def _standpoint(request: Request, attempt: exams.Attempt) -> Standpoint:
    """Say from which launch a page asks, and where the vendor leads people back to."""
    launch = request.headers.get("X-Launch-Key", "")
    way = _WAYS.get(exams.Purpose(attempt.purpose), "exam/")
    page = f"{settings.PUBLIC_ORIGIN}/launches/{launch}/{way}returned?attempt={attempt.pk}"
    return Standpoint(launch_key=launch, return_url=page)


def _shown(attempt: exams.Attempt, passage: proctoring.Passage, view: Endpoint) -> Response:
    form = passage.form
    told = {
        "status": attempt.status(view.now).value,
        "action": form.action if form else "",
        "fields": form.fields if form else {},
        "url": passage.url,
    }
    return Response(PassageShown.of(told))
