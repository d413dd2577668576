"""Pages and addresses that every tool has."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from lti_exams.sandbox.common import environment
from lti_exams.sandbox.common.tool import journal, keys, login, platforms, requests_in, switches
from lti_exams.sandbox.common.tool.models import Entry, Platform

JOURNAL_LENGTH = 200


def begin_login(request: HttpRequest) -> tuple[Platform, dict[str, str]]:
    """Answer a platform's login request with the parameters that go back to it."""
    now = timezone.now()
    asked = requests_in.parameters(request)
    journal.received("login", now=now, url=request.path, method=request.method, parameters=asked)
    platform = login.platform_of(asked)
    begun = login.begin(platform, target_link_uri=asked["target_link_uri"], now=now)
    return platform, login.authorisation(begun, asked)


def to_platform(
    request: HttpRequest, platform: Platform, parameters: dict[str, str]
) -> HttpResponse:
    """Send the browser to the platform's authorisation address, by GET or by a form."""
    method = switches.read("auth_method", "get")
    url = platform.authorize_url
    facts = {"url": url, "method": method, "parameters": parameters}
    journal.sent("authorisation", now=timezone.now(), **facts)
    if method == "post":
        return auto_post(request, url, parameters)
    glue = "&" if "?" in url else "?"
    return HttpResponseRedirect(f"{url}{glue}{urlencode(parameters)}")


def auto_post(request: HttpRequest, url: str, fields: dict[str, str]) -> HttpResponse:
    """Let the browser post a form to another site, by itself or by a button."""
    return render(request, "tool/auto_post.html", {"url": url, "fields": fields})


@require_GET
def jwks(request: HttpRequest) -> HttpResponse:
    """Publish our keys."""
    return JsonResponse(keys.key_set())


@require_GET
def journal_page(request: HttpRequest) -> HttpResponse:
    """Show the newest messages, both ways."""
    entries = Entry.objects.order_by("-id")[:JOURNAL_LENGTH]
    return render(request, "tool/journal.html", {"entries": entries})


@require_GET
def journal_document(request: HttpRequest) -> HttpResponse:
    """Give the journal to a test; `?since=` leaves out what it has seen."""
    since = request.GET.get("since", "0")
    entries = Entry.objects.filter(id__gt=int(since) if since.isdigit() else 0).order_by("id")
    return JsonResponse({"entries": [journal.as_json(entry) for entry in entries]})


def platform_page(request: HttpRequest) -> HttpResponse:
    """Show the platforms that may launch us, and take another."""
    if request.method == "POST":
        platforms.register(requests_in.parameters(request))
        return redirect("platforms")
    shown = {
        "platforms": Platform.objects.order_by("id"),
        "fields": platforms.FIELDS,
        "required": platforms.REQUIRED,
        "ours": our_addresses(),
    }
    return render(request, "tool/platforms.html", shown)


def control_platform(request: HttpRequest) -> HttpResponse:
    """Take a platform from a script, or list those we know."""
    if request.method == "POST":
        platforms.register(requests_in.document(request))
    known = [platforms.as_json(platform) for platform in Platform.objects.order_by("id")]
    return JsonResponse({"platforms": known, "ours": our_addresses()})


@require_POST
def control_reset(request: HttpRequest) -> HttpResponse:
    """Throw every switch back and empty the journal."""
    switches.clear()
    Entry.objects.all().delete()
    return JsonResponse({"reset": True})


def our_addresses() -> dict[str, Any]:
    """Return what a platform must be told about us."""
    origin = environment.origin()
    return {
        "login_url": f"{origin}/login",
        "launch_url": f"{origin}/launch",
        "redirect_uris": [f"{origin}/launch"],
        "jwks_url": f"{origin}/jwks",
    }
