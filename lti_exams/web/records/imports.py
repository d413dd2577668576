"""A file of results: looked at first, with every row that cannot be taken, then taken over."""

from django import forms
from django.http import HttpResponse
from django.utils import timezone

from lti_exams.journeys import keep_results
from lti_exams.journeys.access import Act
from lti_exams.results import api as results
from lti_exams.web.forms.refused import show_in
from lti_exams.web.qualifying.desk import Desk
from lti_exams.web.records.forms import FileForm, carried, new_columns
from lti_exams.web.records.looks import page

_SHOWN = 200
_REFUSED = (results.FileRefused, results.FileChanged, results.ColumnRefused)


def import_file(desk: Desk) -> HttpResponse:
    """Look at a file, and take it over once somebody has seen what it changes."""
    desk.caller.check_may(Act.EDIT_RESULTS, desk.period)
    if desk.request.method != "POST":
        return _page(desk, FileForm())
    form = FileForm(desk.request.POST, desk.request.FILES)
    if not form.is_valid():
        return _page(desk, form)
    try:
        looked = keep_results.look_at_file(desk.caller, desk.period, form.data_of_file)
        if desk.request.POST.get("act") != "take":
            return _page(desk, form, looked=looked)
        return _taken(desk, form, looked)
    except _REFUSED as error:
        show_in(form, error)
    except forms.ValidationError as error:
        form.add_error(None, error)
    return _page(desk, form)


def _taken(desk: Desk, form: FileForm, looked: results.Preview) -> HttpResponse:
    taking = results.Taking(
        data=form.data_of_file,
        name=form.cleaned_data["name"],
        sha256=form.cleaned_data["sha256"],
        new_columns=new_columns(desk.request.POST.dict(), list(looked.unknown)),
    )
    made, told = keep_results.take_file(desk.caller, desk.period, taking, now=timezone.now())
    return _page(desk, FileForm(), done=made, errors=told.errors)


def _page(
    desk: Desk,
    form: FileForm,
    *,
    looked: results.Preview | None = None,
    done: results.Import | None = None,
    errors: list[results.RowError] | None = None,
) -> HttpResponse:
    told = looked.errors if looked else errors or []
    return page(
        desk,
        "web/records/import.html",
        room="results",
        status=422 if form.errors else 200,
        form=form,
        looked=looked,
        changes=looked.changes[:_SHOWN] if looked else [],
        errors=told[:_SHOWN],
        error_count=len(told),
        carried=carried(form.data_of_file) if looked else "",
        done=done,
        imports=list(results.imports_of(desk.period)[:10]),
    )
