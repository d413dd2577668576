"""Pages on which staff see and decide about registrations."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lti_exams.audit import api as audit
from lti_exams.grades import api as grades
from lti_exams.journeys import approve_platform, rotate_keys
from lti_exams.journeys.access import Act
from lti_exams.journeys.register_platform import register_platform
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.platforms import api as platforms
from lti_exams.tools import api as tools
from lti_exams.trust import api as trust
from lti_exams.web.staff.door import StaffRequest, staff_may
from lti_exams.web.staff.forms import OriginForm, PlatformForm
from lti_exams.web.staff.refused import show_in


@require_safe
@staff_may(Act.SEE_PLATFORMS)
def home(request: StaffRequest) -> HttpResponse:
    """Show what waits for a decision."""
    return render(
        request,
        "web/staff/home.html",
        {
            "platforms": platforms.waiting_platforms(),
            "deployments": platforms.waiting_deployments(),
            "tools": tools.waiting_tools(),
            "holds": grades.all_holds(),
        },
    )


@require_safe
@staff_may(Act.SEE_PLATFORMS)
def platform_list(request: StaffRequest) -> HttpResponse:
    """Show every LMS that is registered."""
    return render(request, "web/staff/platforms.html", {"platforms": platforms.all_platforms()})


@staff_may(Act.REGISTER_PLATFORM)
def add(request: StaffRequest) -> HttpResponse:
    """Take what a person knows of an LMS."""
    form = PlatformForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            platform = register_platform(form.registration(), by=request.user, now=timezone.now())
        except LtiExamsError as error:
            show_in(form, error)
        else:
            return redirect("staff-platform-sheet", platform.pk)
    return render(request, "web/staff/platform_add.html", {"form": form})


@require_safe
@staff_may(Act.SEE_PLATFORMS)
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """Show one registration with what may be done about it."""
    return _detail(request, pk, OriginForm())


def _detail(request: HttpRequest, pk: int, form: OriginForm) -> HttpResponse:
    platform = platforms.by_id(pk)
    return render(
        request,
        "web/staff/platform.html",
        {
            "platform": platform,
            "acts": platforms.acts_from(platform.status),
            "deployments": [
                (deployment, platforms.acts_from(deployment.status))
                for deployment in platforms.deployments_of(platform)
            ],
            "keys": trust.key_pairs_of(platform.key_owner),
            "registered_origins": platforms.registered_origins(platform),
            "entries": audit.entries_about(platform.key_owner)[:20],
            "form": form,
        },
    )


@require_safe
@staff_may(Act.SEE_PLATFORMS)
def sheet(request: StaffRequest, pk: int) -> HttpResponse:
    """Show every value that the administrator of this LMS pastes."""
    platform = platforms.by_id(pk)
    return render(
        request,
        "web/staff/platform_sheet.html",
        {
            "platform": platform,
            "addresses": platforms.addresses(platform),
            "scopes": platforms.SCOPES,
            "custom_parameters": platforms.CUSTOM_PARAMETERS,
            "lti_messages": platforms.MESSAGES,
        },
    )


@require_POST
@staff_may(Act.DECIDE_ABOUT_PLATFORM)
def decide(request: StaffRequest, pk: int) -> HttpResponse:
    """Approve, enable or disable a registration."""
    act = request.POST.get("act", "")
    approve_platform.decide_about_platform(pk, act, by=request.user, now=timezone.now())
    return _back_to(request, pk, _("The registration was changed."))


@require_POST
@staff_may(Act.DECIDE_ABOUT_DEPLOYMENT)
def decide_deployment(request: StaffRequest, pk: int) -> HttpResponse:
    """Approve, enable or disable a deployment."""
    act = request.POST.get("act", "")
    deployment = approve_platform.decide_about_deployment(
        pk, act, by=request.user, now=timezone.now()
    )
    return _back_to(request, deployment.platform_id, _("The deployment was changed."))


@require_POST
@staff_may(Act.DECIDE_ABOUT_PLATFORM)
def welcome(request: StaffRequest, pk: int) -> HttpResponse:
    """Choose whether new deployments wait."""
    policy = request.POST.get("policy", "")
    approve_platform.welcome_new_deployments(pk, policy, by=request.user, now=timezone.now())
    return _back_to(request, pk, _("New deployments are treated as you chose."))


@require_POST
@staff_may(Act.BIND_ORIGIN)
def bind_origin(request: StaffRequest, pk: int) -> HttpResponse:
    """Add a host to which tokens and browsers may go."""
    form = OriginForm(request.POST)
    if form.is_valid():
        try:
            approve_platform.bind_origin(
                pk, form.cleaned_data["origin"], by=request.user, now=timezone.now()
            )
        except LtiExamsError as error:
            show_in(form, error)
        else:
            return _back_to(request, pk, _("The host was added."))
    return _detail(request, pk, form)


@require_POST
@staff_may(Act.BIND_ORIGIN)
def release_origin(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a host away again."""
    origin = request.POST.get("origin", "")
    approve_platform.release_origin(pk, origin, by=request.user, now=timezone.now())
    return _back_to(request, pk, _("The host was removed."))


@require_POST
@staff_may(Act.ROTATE_KEYS)
def rotate(request: StaffRequest, pk: int) -> HttpResponse:
    """Publish a new key."""
    rotate_keys.rotate_keys_of(pk, by=request.user, now=timezone.now())
    return _back_to(request, pk, _("A new key was made and published."))


def _back_to(request: HttpRequest, pk: int, said: str) -> HttpResponseRedirect:
    messages.success(request, said)
    return redirect("staff-platform", pk)
