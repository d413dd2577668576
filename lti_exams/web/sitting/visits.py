"""Somebody stands before an exam: who, at which of its pages, from where, and with what."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone

from lti_exams.edge.beside import device_in
from lti_exams.edge.sessions import LaunchRequest
from lti_exams.edge.visitors import address_of
from lti_exams.exams import api as exams
from lti_exams.journeys import access
from lti_exams.journeys.place_link import exam_named, opened_exam
from lti_exams.journeys.sit_exam import SeenExam, look_at_exam, purpose_of

REHEARSAL = "rehearsal"
PREVIEW = "preview"
_SEB_HEADERS = ("X-SafeExamBrowser-RequestHash", "X-SafeExamBrowser-ConfigKeyHash")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request for a page of an exam."""

    caller: access.Caller
    exam: exams.Exam
    purpose: exams.Purpose
    presented: exams.Presented
    # What tells one browser from another, in this exam and nowhere else.
    device: str
    here: str
    now: datetime

    def look(self) -> SeenExam:
        return look_at_exam(
            self.caller, self.exam, self.presented, purpose=self.purpose, now=self.now
        )

    def attempt(self, told: QueryDict) -> exams.Attempt:
        """Return the attempt that a form is about: one of this person, at this exam, made so."""
        if self.caller.person is None:
            raise exams.NoSuchAttempt
        attempt = exams.attempt_of(self.caller.person, number(told.get("attempt", "")))
        if (attempt.exam_id, attempt.purpose) != (self.exam.pk, self.purpose.value):
            raise exams.NoSuchAttempt
        return attempt


def visit_of(request: LaunchRequest, *, way: str, exam: int | None) -> Visit:
    """Read who stands before which exam."""
    caller = access.caller_of_launch(request.launch)
    if way == PREVIEW:
        caller.check_may(access.Act.PREVIEW_EXAM)
    found = (
        exam_named(caller.course, str(exam)) if exam is not None else opened_exam(request.launch)
    )
    if found is None:
        raise exams.NoSuchExam
    return Visit(
        caller=caller,
        exam=found,
        purpose=purpose_of(caller, rehearsal=way == REHEARSAL),
        presented=_presented(request),
        device=device_in(request, found.pk),
        here=_address(request, way),
        now=timezone.now(),
    )


def _address(request: LaunchRequest, way: str) -> str:
    told = request.resolver_match.kwargs if request.resolver_match else {}
    return reverse(way, kwargs={name: told[name] for name in told if name != "way"})


def _presented(request: HttpRequest) -> exams.Presented:
    told = [request.headers.get(name, "") for name in _SEB_HEADERS]
    return exams.Presented(
        password=request.POST.get("password", ""),
        address=address_of(request),
        url=f"{settings.PUBLIC_ORIGIN}{request.get_full_path()}",
        seb_hashes=frozenset(one for one in told if one),
    )


def number(told: str) -> int:
    """Return a number that a form sent; nothing has the number 0."""
    return int(told) if told.isascii() and told.isdigit() and len(told) < 19 else 0
