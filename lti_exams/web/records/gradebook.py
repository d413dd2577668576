"""The gradebook of a course: its columns, everybody's results, and one person's history."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from lti_exams.journeys import enter_results, keep_results, reach, see_results
from lti_exams.journeys.access import Act
from lti_exams.results import api as results
from lti_exams.web.forms.refused import show_in
from lti_exams.web.qualifying.desk import Desk
from lti_exams.web.records.forms import ColumnForm, EntryForm, typed_of
from lti_exams.web.records.looks import base_of, page, title_of
from lti_exams.web.views.listing import page_number, pages_of

ON_A_PAGE = 50
_REFUSED = (results.ColumnRefused, results.ColumnKeyTaken)


def gradebook(desk: Desk) -> HttpResponse:
    """Show every column with its age, and what counts of everybody."""
    query = desk.request.GET.dict()
    number, search = page_number(query), query.get("search", "")[:200]
    seen = see_results.see_results(
        desk.caller,
        desk.period,
        search=search,
        start=(number - 1) * ON_A_PAGE,
        size=ON_A_PAGE,
        now=timezone.now(),
    )
    return page(
        desk,
        "web/records/results.html",
        room="results",
        seen=seen,
        search=search,
        failure=title_of(seen.gradebook.failure) if seen.gradebook else "",
        failures={one.column.pk: title_of(one.column.failure) for one in seen.ages},
        pages=pages_of(query, number, seen.total, size=ON_A_PAGE),
    )


def make_column(desk: Desk) -> HttpResponse:
    """Add an assignment."""
    desk.caller.check_may(Act.EDIT_RESULTS, desk.period)
    typed = desk.request.POST if desk.request.method == "POST" else None
    form = ColumnForm(typed, initial={"counting": results.Counting.BEST})
    if form.is_valid():
        try:
            made = keep_results.define_column(
                desk.caller, desk.period, form.definition(), now=timezone.now()
            )
            return redirect(f"{base_of(desk)}results/columns/{made.pk}/")
        except _REFUSED as error:
            show_in(form, error)
    status = 422 if form.errors else 200
    return page(desk, "web/records/column_new.html", room="results", status=status, form=form)


def column(desk: Desk, column: int) -> HttpResponse:
    """Show one assignment, change it, and enter points by hand."""
    seen = _seen(desk, column)
    typed = desk.request.POST if desk.request.method == "POST" else None
    form = ColumnForm(typed, initial=typed_of(seen.age.column))
    if form.is_valid():
        try:
            wanted = form.definition()
            keep_results.change_column(desk.caller, seen.age.column, wanted, now=timezone.now())
            return redirect(f"{base_of(desk)}results/columns/{column}/?note=changed")
        except _REFUSED as error:
            show_in(form, error)
    return _column_page(desk, seen, form=form, refused=form if form.errors else None)


def _seen(desk: Desk, key: int) -> see_results.ColumnSeen:
    query = desk.request.GET.dict()
    return see_results.see_column(
        desk.caller,
        desk.period,
        key,
        search=query.get("search", "")[:200],
        start=(page_number(query) - 1) * ON_A_PAGE,
        size=ON_A_PAGE,
        now=timezone.now(),
    )


def _column_page(
    desk: Desk,
    seen: see_results.ColumnSeen,
    *,
    form: ColumnForm | None = None,
    entry: EntryForm | None = None,
    refused: ColumnForm | EntryForm | None = None,
) -> HttpResponse:
    query = desk.request.GET.dict()
    entry = entry or EntryForm(seen=seen)
    return page(
        desk,
        "web/records/column.html",
        room="results",
        status=422 if refused else 200,
        seen=seen,
        column=seen.age.column,
        failure=title_of(seen.age.column.failure),
        editing=form or ColumnForm(initial=typed_of(seen.age.column)),
        form=refused,
        rows=[(cell, entry[f"p-{cell.person.pk}"]) for cell in seen.cells],
        search=query.get("search", ""),
        asked=desk.request.GET.urlencode(),
        pages=pages_of(query, page_number(query), seen.total, size=ON_A_PAGE),
        note=query.get("note", ""),
    )


def enter(desk: Desk, column: int) -> HttpResponse:
    """Keep the points of a page of people."""
    desk.caller.check_may(Act.EDIT_RESULTS, desk.period)
    seen = _seen(desk, column)
    form = EntryForm(desk.request.POST, seen=seen)
    if form.is_valid():
        try:
            enter_results.enter_results(
                desk.caller, desk.period, seen.age.column, form.points(), now=timezone.now()
            )
            return redirect(f"{base_of(desk)}results/columns/{column}/?note=entered")
        except results.ResultRefused as error:
            show_in(form, error)
    return _column_page(desk, seen, entry=form, refused=form)


def switch(desk: Desk, column: int) -> HttpResponse:
    """Take an assignment out of use, or put it back."""
    desk.caller.check_may(Act.EDIT_RESULTS, desk.period)
    found = results.column_of(desk.period, column)
    on = desk.request.POST.get("on") == "yes"
    enter_results.switch_column(desk.caller, found, on=on, now=timezone.now())
    return redirect(f"{base_of(desk)}results/columns/{column}/")


def person(desk: Desk, person: int) -> HttpResponse:
    """Show everything that any source said of one person."""
    desk.caller.check_may(Act.SEE_RESULTS, desk.period)
    found = reach.member(desk.period, person)
    told = see_results.see_person(desk.caller, desk.period, found)
    return page(desk, "web/records/person.html", room="results", person=found, results=told)


def export(desk: Desk) -> HttpResponse:
    """Give the gradebook as a file that can be filled in and sent back."""
    data = see_results.export_results(desk.caller, desk.period)
    answer = HttpResponse(data, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="results-{desk.period.pk}.csv"'
    return answer


def read(desk: Desk) -> HttpResponse:
    """Let what the LMS shows be read, and have columns for our own exams."""
    keep_results.ask_for_gradebook(desk.caller, desk.period, now=timezone.now())
    return redirect(f"{base_of(desk)}results/")
