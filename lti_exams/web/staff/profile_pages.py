"""Pages on which staff keep what a person is granted in every course."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lti_exams.exams import api as exams
from lti_exams.journeys import keep_profiles, reach
from lti_exams.journeys.access import Act, caller_of_user
from lti_exams.web.forms.controls import ReasonForm, reason_in
from lti_exams.web.forms.profiles import ProfileForm, as_typed
from lti_exams.web.forms.refused import show_in
from lti_exams.web.staff.door import StaffRequest, staff_may

_PROFILES_SHOWN = 500
_LONGEST_SEARCH = 200


@require_safe
@staff_may(Act.SEE_PROFILES)
def profile_list(request: StaffRequest) -> HttpResponse:
    """Show who is granted something in every course, and find somebody to grant it."""
    caller = caller_of_user(request.user)
    search = request.GET.get("search", "").strip()[:_LONGEST_SEARCH]
    profiles = keep_profiles.see_profiles(caller)
    people, people_count = keep_profiles.find_people(caller, search) if search else ([], 0)
    return render(
        request,
        "web/staff/profiles.html",
        {
            "search": search,
            "people": people,
            "people_count": people_count,
            "profiles": profiles[:_PROFILES_SHOWN],
            "profile_count": profiles.count(),
            "now": timezone.now(),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Act.SEE_PROFILES)
def profile(request: StaffRequest, pk: int) -> HttpResponse:
    """Show what one person is granted in every course, and take what they shall be granted."""
    caller = caller_of_user(request.user)
    person = reach.anybody(caller, key=pk)
    seen = keep_profiles.see_profile(caller, person)
    form = ProfileForm(request.POST or None, initial=as_typed(seen.profile))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            keep_profiles.give_profile(
                caller, person, form.profile(), reason=reason, now=timezone.now()
            )
        except exams.AllowanceRefused as error:
            show_in(form, error)
        else:
            messages.success(request, _("The profile holds now, also in exams that run."))
            return redirect("staff-profile", pk)
    context = {"seen": seen, "form": form, "now": timezone.now()}
    status = 422 if form.errors else 200
    return render(request, "web/staff/profile.html", context, status=status)


@require_POST
@staff_may(Act.GIVE_PROFILE)
def withdraw(request: StaffRequest, pk: int) -> HttpResponse:
    """Take back what one person is granted in every course."""
    caller = caller_of_user(request.user)
    person, reason = reach.anybody(caller, key=pk), reason_in(ReasonForm(request.POST))
    keep_profiles.withdraw_profile(caller, person, reason=reason, now=timezone.now())
    messages.success(request, _("The profile was withdrawn."))
    return redirect("staff-profile", pk)
