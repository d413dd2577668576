"""The checks that a person clicks through before an exam."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from lti_exams.sandbox.common.tool import claims as names
from lti_exams.sandbox.common.tool import journal
from lti_exams.sandbox.common.tool import views as tool
from lti_exams.sandbox.vendor import doings, leaving, sessions
from lti_exams.sandbox.vendor.models import Session, Stage

PAGES = {
    Stage.ARRIVED: "vendor/identity.html",
    Stage.IDENTIFIED: "vendor/room.html",
    Stage.ROOM_SEEN: "vendor/begin.html",
    Stage.STARTED: "vendor/begin.html",
    Stage.ENDED: "vendor/over.html",
    Stage.REFUSED: "vendor/refused.html",
}


@require_GET
def show(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show the check that comes next."""
    session = get_object_or_404(Session, key=key)
    link = session.claim(names.RESOURCE_LINK)
    shown = {"session": session, "exam": link.get("title") or link["id"]}
    shown["name"] = session.claim("name") or session.claim("given_name") or ""
    return render(request, PAGES[Stage(session.stage)], shown)


@require_POST
def identity(request: HttpRequest, key: UUID) -> HttpResponse:
    """Note that a person held up an identity document."""
    sessions.move(get_object_or_404(Session, key=key), Stage.IDENTIFIED)
    return redirect("session", key=key)


@require_POST
def room(request: HttpRequest, key: UUID) -> HttpResponse:
    """Note that a person showed the room."""
    sessions.move(get_object_or_404(Session, key=key), Stage.ROOM_SEEN)
    return redirect("session", key=key)


@require_POST
def begin(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let the browser post LtiStartAssessment."""
    session = get_object_or_404(Session, key=key)
    form = doings.let_begin(session, now=timezone.now())
    return tool.auto_post(request, session.claim(names.START_ASSESSMENT_URL), form)


@require_POST
def refuse(request: HttpRequest, key: UUID) -> HttpResponse:
    """Send a person back who may not begin, with the reason for them and for the log."""
    session = get_object_or_404(Session, key=key)
    sessions.move(session, Stage.REFUSED)
    url = leaving.with_messages(
        leaving.return_address(session),
        lti_errormsg="Your webcam could not be started, so the exam cannot be watched.",
        lti_errorlog=f"Hawkeye: camera check failed in session {session.key}.",
    )
    journal.sent("refusal", now=timezone.now(), url=url)
    return redirect(url)


@require_POST
def leave(request: HttpRequest, key: UUID) -> HttpResponse:
    """Send a person back who chose not to begin."""
    session = get_object_or_404(Session, key=key)
    url = leaving.with_messages(
        leaving.return_address(session),
        lti_msg="You left before the exam began.",
        lti_log=f"Hawkeye: left in session {session.key}.",
    )
    journal.sent("departure", now=timezone.now(), url=url)
    return redirect(url)
