"""Where the administrator installs tools."""

from urllib.parse import urlencode, urlsplit

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from lti_exams.sandbox.lms import clock, profiles
from lti_exams.sandbox.lms.models import Course, Person, Role, Tool
from lti_exams.sandbox.lms.pages.forms import InstallForm, RegistrationForm
from lti_exams.sandbox.lms.pages.shape import administrators_only
from lti_exams.sandbox.lms.platform import addresses, installing, keys, registration
from lti_exams.sandbox.lms.visitors import VisitedRequest


@administrators_only
def tools(request: VisitedRequest) -> HttpResponse:
    """Show which tools are installed, and how to install another."""
    sheets = [(tool, installing.copy_sheet(tool)) for tool in Tool.objects.all()]
    shown = {
        "sheets": sheets,
        "students": Person.objects.filter(role=Role.STUDENT)[:20],
        "form": RegistrationForm(),
        "published": keys.published()["keys"],
    }
    return render(request, "lms/tools.html", shown)


@administrators_only
def courses(request: VisitedRequest) -> HttpResponse:
    """Show every course."""
    return render(request, "lms/home.html", {"courses": Course.objects.all()})


@administrators_only
def install(request: VisitedRequest) -> HttpResponse | HttpResponseRedirect:
    """Install a tool by typing in its addresses."""
    form = InstallForm(request.POST or None)
    if form.is_valid():
        installing.install(form.details(), profiles.current())
        return redirect("tools")
    return render(request, "lms/install.html", {"form": form})


@administrators_only
@require_POST
def register(request: VisitedRequest) -> HttpResponse:
    """Open a tool's registration page in a frame."""
    form = RegistrationForm(request.POST)
    if not form.is_valid():
        return render(request, "lms/tools.html", {"form": form, "sheets": []})
    query = urlencode(
        {
            "openid_configuration": addresses.of("openid-configuration"),
            "registration_token": registration.invite(),
        }
    )
    url = form.cleaned_data["url"]
    joint = "&" if urlsplit(url).query else "?"
    return render(request, "lms/register.html", {"frame": url + joint + query})


@administrators_only
@require_POST
def deploy(request: HttpRequest, number: int) -> HttpResponseRedirect:
    """Deploy a tool once more."""
    del request
    installing.deploy_again(get_object_or_404(Tool, pk=number), profiles.current())
    return redirect("tools")


@administrators_only
@require_POST
def remove(request: HttpRequest, number: int) -> HttpResponseRedirect:
    """Remove a tool with its links and tokens."""
    del request
    with transaction.atomic():
        get_object_or_404(Tool, pk=number).delete()
    return redirect("tools")


@administrators_only
@require_POST
def rotate_keys(request: HttpRequest) -> HttpResponseRedirect:
    """Sign with a new key from now on."""
    del request
    keys.rotate(now=clock.now())
    return redirect("tools")
