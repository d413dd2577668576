"""Pages on which staff find a person, see who knows them, and have them forgotten."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from lti_exams.journeys.access import Act, caller_of_user
from lti_exams.journeys.forget_person import Forgotten, find_people, forget_person, see_known
from lti_exams.web.staff.door import StaffRequest, staff_may

_LONGEST_SEARCH = 200


class ForgetForm(forms.Form):
    """Why somebody is to be forgotten, and whether here as well."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=1_000)
    erase = forms.BooleanField(
        label=gettext_lazy("Erase what is kept here too"),
        help_text=gettext_lazy(
            "Name, e-mail address and id are blanked, and so is what vendors said of the person "
            "in words. Attempts, decisions and grades stay without a name. This cannot be undone."
        ),
        required=False,
    )


@require_safe
@staff_may(Act.ASK_TOOLS_TO_FORGET)
def people(request: StaffRequest) -> HttpResponse:
    """Find somebody who wants their data gone."""
    search = request.GET.get("search", "").strip()[:_LONGEST_SEARCH]
    found, total = find_people(caller_of_user(request.user), search) if search else ([], 0)
    context = {"search": search, "people": found, "people_count": total}
    return render(request, "web/staff/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Act.ASK_TOOLS_TO_FORGET)
def person(request: StaffRequest, pk: int) -> HttpResponse:
    """Show who knows a person, and ask them all to delete what they keep."""
    caller = caller_of_user(request.user)
    known = see_known(caller, pk)
    form = ForgetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        done = forget_person(
            pk, by=caller, reason=told["reason"], erase=told["erase"], now=timezone.now()
        )
        _tell(request, done)
        return redirect("staff-person", pk)
    status = 422 if form.errors else 200
    context = {"known": known, "form": form}
    return render(request, "web/staff/person.html", context, status=status)


def _tell(request: StaffRequest, done: Forgotten) -> None:
    asked = [*(one.name for one in done.asked), *(one.name for one in done.reached)]
    if asked:
        messages.success(request, _("These were asked: %(names)s.") % {"names": ", ".join(asked)})
    unmet = [*(one.name for one in done.nowhere), *(one.name for one in done.unreached)]
    if unmet:
        text = _("These could not be asked, write to them: %(names)s.")
        messages.warning(request, text % {"names": ", ".join(unmet)})
    if done.is_erased:
        messages.success(request, _("What was kept here is erased."))
