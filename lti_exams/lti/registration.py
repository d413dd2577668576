"""Where an LMS registers itself, and where its administrator copies our values from."""

from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from lti_exams.edge.errors import RequestRefused
from lti_exams.edge.frames import ANYWHERE, framed_in
from lti_exams.edge.origins import comes_from_our_pages
from lti_exams.edge.visitors import address_of
from lti_exams.journeys.register_dynamically import (
    RegistrationRequest,
    look_at,
    register_dynamically,
)
from lti_exams.kernel import limits
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.lti.parameters import parameters_of
from lti_exams.platforms import api as platforms

_LONGEST_PARAMETER = 8192
_MOST_PER_HOUR = 60


class RegistrationRequestUnreadable(LtiExamsError):
    """The address of a registration lacks the LMS's configuration, or garbles a value."""

    codes = ("registration-configuration-missing", "registration-parameter-unusable")


class RegistrationTooOften(LtiExamsError):
    """One network address has begun more registrations than any administrator would."""

    code = "registration-too-often"


@never_cache
@csrf_exempt
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Show who asks to be registered; its button does the work.

    The frame may keep no cookies, so the button is known by its Origin header, not by a token.
    """
    if request.method == "POST" and not comes_from_our_pages(request):
        raise RequestRefused("request-from-elsewhere")
    _refuse_floods(request)
    asked = _asked(parameters_of(request))
    page = _register(request, asked) if request.method == "POST" else _confirm(request, asked)
    # We do not know the LMS yet, so any site may frame this. A page that tricked someone into
    # pressing the button would win nothing: whoever can open the address can register without a
    # person, and the registration waits for staff all the same.
    return framed_in(page, ANYWHERE)


def _confirm(request: HttpRequest, asked: RegistrationRequest) -> HttpResponse:
    configuration = look_at(asked, now=timezone.now())
    return render(request, "lti/register.html", {"asked": asked, "configuration": configuration})


def _register(request: HttpRequest, asked: RegistrationRequest) -> HttpResponse:
    platform = register_dynamically(
        asked,
        name=settings.SERVICE_NAME,
        description=_description(),
        contact=settings.CONTACT_EMAIL,
        now=timezone.now(),
    )
    return render(request, "lti/registered.html", {"platform": platform})


def _refuse_floods(request: HttpRequest) -> None:
    address = address_of(request)
    if not limits.allow("register", address, at_most=_MOST_PER_HOUR, per=timedelta(hours=1)):
        raise RegistrationTooOften()


def _asked(values: Mapping[str, str]) -> RegistrationRequest:
    for name in ("openid_configuration", "registration_token", "invitation"):
        _check_parameter(values.get(name, ""), name=name)
    if not values.get("openid_configuration"):
        raise RegistrationRequestUnreadable("registration-configuration-missing")
    return RegistrationRequest(
        configuration_url=values["openid_configuration"],
        token=values.get("registration_token", ""),
        invitation=values.get("invitation", ""),
    )


def _check_parameter(text: str, *, name: str) -> None:
    """Refuse what could not travel in a header or would be no address."""
    if len(text) > _LONGEST_PARAMETER or not all("!" <= sign <= "~" for sign in text):
        raise RegistrationRequestUnreadable("registration-parameter-unusable", parameter=name)


def _description() -> str:
    return _("Proctored exams, qualification for final exams, and milestones")


def _offer() -> platforms.Offer:
    return platforms.Offer(
        name=settings.SERVICE_NAME,
        description=_description(),
        contact=settings.CONTACT_EMAIL,
        addresses=platforms.addresses(),
    )


@require_safe
def copy_sheet(request: HttpRequest) -> HttpResponse:
    """Show every value that an LMS administrator pastes."""
    return render(
        request,
        "lti/copy_sheet.html",
        {
            "addresses": platforms.addresses(),
            "scopes": platforms.SCOPES,
            "custom_parameters": platforms.CUSTOM_PARAMETERS,
            "lti_messages": platforms.MESSAGES,
        },
    )


@require_safe
def canvas_configuration(_request: HttpRequest) -> HttpResponse:
    """Answer the JSON that Canvas takes when a developer key is made."""
    return JsonResponse(platforms.pasted_configuration(_offer()))


urlpatterns = [
    path("register", register, name="lti-register"),
    path("config", copy_sheet, name="lti-config"),
    path("config/canvas.json", canvas_configuration, name="lti-config-canvas"),
]
