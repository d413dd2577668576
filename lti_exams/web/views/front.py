"""Pages that are open to everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lti_exams.edge.catalogue import listed


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what this address is, to whoever opens it."""
    return render(request, "web/home.html")


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Show what people can do who are stuck, and whom to ask."""
    return render(request, "web/help.html")


@require_safe
def error_list(request: HttpRequest) -> HttpResponse:
    """Show every refusal with its code: problem+json points here."""
    return render(request, "web/errors.html", {"refusals": listed()})
