"""Being somebody: an ordinary session of the university."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from lti_exams.sandbox.lms import profiles, tour
from lti_exams.sandbox.lms.models import Person, Role
from lti_exams.sandbox.lms.visitors import VisitedRequest

GROUPS = (
    ("Students", [Role.STUDENT]),
    ("Teachers", [Role.TEACHER, Role.ASSISTANT]),
    ("Others", [Role.ADMINISTRATOR, Role.TEST_STUDENT]),
)
SHOWN_AT_MOST = 40


class VisitorMiddleware:
    """Knows who the visitor chose to be."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: VisitedRequest) -> HttpResponseBase:
        """Put the person, or None, on the request."""
        key = request.session.get("person")
        request.visitor = Person.objects.filter(key=key).first() if key else None
        return self.get_response(request)


def visitor(request: VisitedRequest) -> dict[str, Any]:
    """Give every template who looks at it and where, which LMS this is today, and the tour."""
    return {
        "tour": tour.guide(),
        "visitor": getattr(request, "visitor", None),
        "profile": profiles.current(),
        "framed": request.headers.get("Sec-Fetch-Dest") == "iframe",
    }


def start(request: HttpRequest) -> HttpResponse:
    """Ask who the visitor wants to be."""
    groups = [
        (title, Person.objects.filter(role__in=roles)[:SHOWN_AT_MOST]) for title, roles in GROUPS
    ]
    return render(request, "lms/start.html", {"groups": groups})


@require_POST
def become(request: HttpRequest, key: str) -> HttpResponseRedirect:
    """Make the visitor this person from now on."""
    request.session["person"] = get_object_or_404(Person, key=key).key
    wanted = request.POST.get("next", "")
    is_ours = wanted.startswith("/") and not wanted.startswith("//")
    return redirect(wanted if is_ours else "home")


@require_POST
def leave(request: HttpRequest) -> HttpResponseRedirect:
    """Make the visitor nobody again."""
    request.session.flush()
    return redirect("start")
