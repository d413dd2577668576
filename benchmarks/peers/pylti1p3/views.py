"""Login and launch, as pylti1p3's documentation shows them for Django."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from pylti1p3.contrib.django import DjangoDbToolConf, DjangoMessageLaunch, DjangoOIDCLogin


@csrf_exempt
def login(request: HttpRequest) -> HttpResponse:
    """Send the browser back to the LMS to be identified."""
    oidc_login = DjangoOIDCLogin(request, DjangoDbToolConf())
    return oidc_login.redirect(request.build_absolute_uri(reverse("launch")))


@csrf_exempt
def launch(request: HttpRequest) -> HttpResponse:
    """Validate the launch, which stores its data in the session, and show what was launched."""
    message_launch = DjangoMessageLaunch(request, DjangoDbToolConf())
    message_launch.get_launch_data()
    return redirect("opened", key=message_launch.get_launch_id())


def opened(request: HttpRequest, key: str) -> HttpResponse:  # noqa: ARG001
    """Stand for the page that a launch opens."""
    return HttpResponse("opened")
