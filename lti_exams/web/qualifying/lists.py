"""Pages of a course's lists: the active one, those before, each student, and one's own."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from lti_exams.journeys import decide_singly, qualify_students, see_qualifications
from lti_exams.journeys.placements import PlacementKind
from lti_exams.launches import api as launches
from lti_exams.qualifications import api as qualifications
from lti_exams.web.forms.refused import show_in
from lti_exams.web.qualifying.desk import Desk
from lti_exams.web.qualifying.forms import (
    ON_A_PAGE,
    HistoryForm,
    OverrideForm,
    RetractForm,
    WantedForm,
)
from lti_exams.web.qualifying.reasons import titles_of
from lti_exams.web.views.listing import address_of, page_number, pages_of

_SORTS = ("name", "qualifies")


def home(desk: Desk) -> HttpResponse:
    """Show the active list of the course, and everything that was decided before."""
    return home_with(desk)


def home_with(
    desk: Desk, *, retracting: RetractForm | None = None, single: OverrideForm | None = None
) -> HttpResponse:
    """Show the same, with a form that was refused."""
    seen = see_qualifications.see_overview(desk.caller, desk.period, now=timezone.now())
    decides = seen.active is not None and seen.active.status != qualifications.State.NOTREADY.value
    asked = HistoryForm(desk.request.GET)
    history = see_qualifications.see_history(desk.caller, desk.period, **asked.wanted())
    refused = retracting or single
    return desk.show(
        "web/qualifying/home.html",
        status=422 if refused else 200,
        seen=seen,
        asked=asked,
        history=history,
        **(_listed(desk, seen.active.pk, {}) if seen.active and decides else {}),
        **_asked(seen.active),
        form=refused,
        retracting=_of(seen.active, retracting),
        single=single or OverrideForm(prefix="single"),
        students=decide_singly.names_for(desk.caller, desk.period),
    )


def _of(active: qualifications.Status | None, form: RetractForm | None) -> RetractForm:
    """Let the form be about the list that the page shows, also where it came about another."""
    key = active.pk if active else None
    if form is None:
        return RetractForm(prefix="retract", initial={"of": key})
    form.data = {**form.data, form.add_prefix("of"): key}
    return form


def begin(desk: Desk) -> HttpResponse:
    """Begin a run of the wizard: it has its own key, so that two windows do not meet."""
    run = qualify_students.begin_run(
        desk.caller, desk.period, launch=desk.launch, user=desk.user, now=timezone.now()
    )
    return redirect("wizard-plugins", run=run.key)


def retract(desk: Desk) -> HttpResponse:
    """Take the active list back: a new status that says why."""
    form = RetractForm(desk.request.POST, prefix="retract")
    if form.is_valid():
        try:
            told = form.cleaned_data
            qualify_students.retract(
                desk.caller, desk.period, told["message"], of=told["of"], now=timezone.now()
            )
            return redirect(desk.home)
        except qualifications.StatusRefused as error:
            show_in(form, error)
    return home_with(desk, retracting=form)


def students(desk: Desk, status: int) -> HttpResponse:
    """Show the students of one list, with the reasons as they were."""
    told = _listed(desk, status, desk.request.GET.dict())
    seen = told["listed"]
    return desk.show("web/qualifying/students.html", seen=seen, **told, **_asked(seen.status))


def _listed(desk: Desk, status: int, query: dict[str, str]) -> dict[str, Any]:
    """Return a page of the students of a list; its address shows the others."""
    number, form = page_number(query), WantedForm(query)
    wanted = form.wanted(page=number)
    listed = see_qualifications.see_students(
        desk.caller, desk.period, status, wanted, now=timezone.now()
    )
    return {
        "listed": listed,
        "wanted": form,
        "columns": listed.status.columns,
        "list_url": f"{desk.home}statuses/{status}/",
        "pages": pages_of(query, number, listed.total, size=ON_A_PAGE),
        "sorts": {name: sorted_by(query, name) for name in _SORTS},
    }


def _asked(status: qualifications.Status | None) -> dict[str, Any]:
    """Return by which rule a list was decided, and what everything in it was called."""
    if status is None:
        return {"rule": None, "titles": None}
    return {"rule": qualifications.read_rule(status.rule), "titles": titles_of(status)}


def sorted_by(query: dict[str, str], name: str) -> str:
    """Return the address of the same list in another order: the other way round on a second ask."""
    again = f"-{name}" if query.get("sort") == name else name
    return address_of({**query, "sort": again, "page": ""})


def mine(desk: Desk) -> HttpResponse:
    """Tell a learner whether they qualify, and why."""
    seen = see_qualifications.see_own(desk.caller, desk.period)
    columns = seen.status.columns if seen.status else []
    return desk.show(
        "web/qualifying/mine.html",
        seen=seen,
        columns=columns,
        **_asked(seen.status),
        leads_back=not _opens_this(desk.launch),
    )


def _opens_this(launch: launches.Launch | None) -> bool:
    """Tell whether the link of a launch leads to this very page."""
    placement = getattr(launch.link, "placement", None) if launch and launch.link else None
    return placement is not None and placement.kind == PlacementKind.QUALIFICATION
