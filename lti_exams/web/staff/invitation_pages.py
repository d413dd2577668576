"""Pages on which staff invite an LMS to register itself."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lti_exams.journeys import invite_platform
from lti_exams.journeys.access import Act
from lti_exams.platforms import api as platforms
from lti_exams.web.staff.door import StaffRequest, staff_may
from lti_exams.web.staff.forms import InvitationForm


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Act.INVITE_PLATFORM)
def invitation_list(request: StaffRequest) -> HttpResponse:
    """Show the invitations, and a new one's address this one time."""
    form, address = InvitationForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        address = invite_platform.invite_platform(
            form.cleaned_data["label"],
            by=request.user,
            now=timezone.now(),
            lifetime=form.lifetime(),
        )
        form = InvitationForm()
    return render(
        request,
        "web/staff/invitations.html",
        {
            "form": form,
            "address": address,
            "invitations": platforms.invitations(),
            "now": timezone.now(),
        },
    )


@require_POST
@staff_may(Act.INVITE_PLATFORM)
def withdraw(request: StaffRequest, pk: int) -> HttpResponse:
    """End an invitation."""
    invite_platform.withdraw_invitation(pk, by=request.user, now=timezone.now())
    messages.success(request, _("The invitation was withdrawn."))
    return redirect("staff-invitations")
