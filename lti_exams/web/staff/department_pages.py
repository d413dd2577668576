"""The department's pages: all courses of a term against their deadlines, and what is done."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from lti_exams.journeys import keep_deadlines, remind_teachers
from lti_exams.journeys.access import Act, caller_of_user
from lti_exams.qualifications import api as qualifications
from lti_exams.web.forms.refused import show_in
from lti_exams.web.staff.department_forms import BulkForm, DeadlineForm, WantedForm
from lti_exams.web.staff.door import StaffRequest, staff_may
from lti_exams.web.views.listing import address_of, page_number, pages_of

ON_A_PAGE = 100


@require_safe
@staff_may(Act.SEE_DEPARTMENT)
def department(request: StaffRequest) -> HttpResponse:
    """Show the courses against their deadlines."""
    return _page(request)


def _page(
    request: StaffRequest, *, deadline: DeadlineForm | None = None, bulk: BulkForm | None = None
) -> HttpResponse:
    query, caller = request.GET.dict(), caller_of_user(request.user)
    number = page_number(query)
    asked = WantedForm(query)
    wanted = asked.wanted(start=(number - 1) * ON_A_PAGE, size=ON_A_PAGE)
    seen = keep_deadlines.see_department(caller, wanted, now=timezone.now())
    form = next((one for one in (deadline, bulk) if one is not None and one.errors), None)
    context = {
        "seen": seen,
        "wanted": wanted,
        "stand": wanted.stand.value if wanted.stand else "",
        "stands": [(one.value, seen.counts[one.value], _with(query, one)) for one in _IN_ORDER],
        "all": address_of({**query, "stand": "", "page": ""}),
        "asked": address_of(query),
        "pages": pages_of(query, number, seen.total, size=ON_A_PAGE),
        "form": form,
        "making": deadline or DeadlineForm(initial={"zone": "UTC"}),
    }
    status = 422 if form else 200
    return render(request, "web/staff/department.html", context, status=status)


_IN_ORDER = (
    qualifications.Stand.LATE,
    qualifications.Stand.UNDECIDED,
    qualifications.Stand.READY,
    qualifications.Stand.CHANGED,
    qualifications.Stand.TO_EXPORT,
)


def _with(query: Mapping[str, str], stand: qualifications.Stand) -> str:
    return address_of({**query, "stand": stand.value, "page": ""})


@require_POST
@staff_may(Act.KEEP_DEADLINES)
def make_deadline(request: StaffRequest) -> HttpResponse:
    """Make a deadline."""
    form = DeadlineForm(request.POST)
    if form.is_valid():
        try:
            keep_deadlines.make_deadline(
                caller_of_user(request.user),
                form.instant(),
                form.cleaned_data["tag"],
                now=timezone.now(),
            )
            messages.success(request, _("The deadline was made. Tick courses to hold them to it."))
            return redirect("staff-department")
        except qualifications.DeadlineRefused as error:
            show_in(form, error)
    return _page(request, deadline=form)


@require_POST
@staff_may(Act.KEEP_DEADLINES)
def remove_deadline(request: StaffRequest, deadline: int) -> HttpResponse:
    """Take a deadline away that was made by mistake."""
    freed = keep_deadlines.remove_deadline(
        caller_of_user(request.user), deadline, now=timezone.now()
    )
    said = [_("The deadline was removed.")]
    if freed:
        some = ngettext("%d course has no deadline now.", "%d courses have no deadline now.", freed)
        said.append(some % freed)
    messages.success(request, " ".join(said))
    return redirect("staff-department")


@require_POST
@staff_may(Act.SEE_DEPARTMENT)
def act(request: StaffRequest) -> HttpResponse:
    """Do something about every course that is ticked."""
    form = BulkForm(request.POST)
    if not form.is_valid():
        return _page(request, bulk=form)
    messages.success(request, _ACTS[form.cleaned_data["act"]](request, form))
    return redirect(reverse("staff-department") + address_of(request.GET.dict()))


def _tie(request: StaffRequest, form: BulkForm) -> str:
    many = keep_deadlines.tie_courses(
        caller_of_user(request.user),
        form.courses,
        form.cleaned_data["deadline"] if form.cleaned_data["act"] == "tie" else None,
        now=timezone.now(),
    )
    return ngettext("%d course was changed.", "%d courses were changed.", many) % many


def _sort(request: StaffRequest, form: BulkForm) -> str:
    many = keep_deadlines.sort_courses(
        caller_of_user(request.user),
        form.courses,
        unit=form.cleaned_data["unit"],
        term=form.cleaned_data["term"],
        now=timezone.now(),
    )
    return ngettext("%d course was changed.", "%d courses were changed.", many) % many


def _remind(request: StaffRequest, form: BulkForm) -> str:
    told = remind_teachers.remind_teachers(
        caller_of_user(request.user), form.courses, now=timezone.now()
    )
    said = [
        ngettext("%d letter is on its way.", "%d letters are on their way.", told.letters)
        % told.letters
    ]
    if told.not_late:
        some = ngettext("%d course is not late.", "%d courses are not late.", told.not_late)
        said.append(some % told.not_late)
    if told.nobody:
        names = ", ".join(map(str, told.nobody[:10]))
        said.append(_("Nobody who teaches there has an e-mail address: %s.") % names)
    return " ".join(said)


_ACTS = {"tie": _tie, "untie": _tie, "remind": _remind, "sort": _sort}
