"""The shape of every view here."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from lti_exams.sandbox.lms.visitors import VisitedRequest

Page = Callable[..., HttpResponseBase]


def members_only(page: Page) -> Page:
    """Send whoever has not yet said who they are to the start page."""

    def guarded(request: VisitedRequest, **arguments: Any) -> HttpResponseBase:
        if request.visitor is None:
            return HttpResponseRedirect(reverse("start"))
        request.person = request.visitor
        return page(request, **arguments)

    return guarded


def teachers_only(page: Page) -> Page:
    """Send everybody else back to their own pages."""

    def guarded(request: VisitedRequest, **arguments: Any) -> HttpResponseBase:
        if not request.person.is_teacher:
            return HttpResponseRedirect(reverse("home"))
        return page(request, **arguments)

    return members_only(guarded)


def administrators_only(page: Page) -> Page:
    """Send everybody else back to their own pages."""

    def guarded(request: VisitedRequest, **arguments: Any) -> HttpResponseBase:
        if not request.person.is_administrator:
            return HttpResponseRedirect(reverse("home"))
        return page(request, **arguments)

    return members_only(guarded)
