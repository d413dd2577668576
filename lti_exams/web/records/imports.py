"""A file of results: looked at first, with every row that cannot be taken, then taken over."""

from collections.abc import Mapping

from django import forms
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from lti_exams.journeys import keep_results
from lti_exams.journeys.access import Act
from lti_exams.results import api as results
from lti_exams.web.forms.refused import show_in
from lti_exams.web.qualifying.desk import Desk
from lti_exams.web.records.forms import FileForm, Offered, carried, mark_of, new_columns
from lti_exams.web.records.looks import page

_SHOWN = 200
_REFUSED = (results.FileChanged, results.ColumnRefused)


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
    except results.FileRefused as error:
        show_in(form, error)
        return _page(desk, form)
    return _looked_at(desk, form, looked)


def _looked_at(desk: Desk, form: FileForm, looked: results.Preview) -> HttpResponse:
    """Show what the file changes, in columns too that are to be made; take over what was shown."""
    asked = desk.request.POST
    try:
        made = new_columns(asked.dict(), list(looked.unknown))
        if made:
            told = form.data_of_file
            looked = keep_results.look_at_file(desk.caller, desk.period, told, made)
        is_taken = asked.get("act") == "take"
        if is_taken and not looked.columns:
            form.add_error(None, _("Nothing would be taken: tick a column that is an assignment."))
        elif is_taken and asked.get("seen", "") == mark_of(made):
            return _taken(desk, form, made)
    except _REFUSED as error:
        show_in(form, error)
    except forms.ValidationError as error:
        form.add_error(None, error)
    return _page(desk, form, looked=looked)


def _taken(
    desk: Desk, form: FileForm, made: Mapping[str, results.ColumnDefinition]
) -> HttpResponse:
    taking = results.Taking(
        data=form.data_of_file,
        name=form.cleaned_data["name"],
        sha256=form.cleaned_data["sha256"],
        new_columns=made,
    )
    done, told = keep_results.take_file(desk.caller, desk.period, taking, now=timezone.now())
    return _page(desk, FileForm(), done=done, errors=told.errors)


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
        offered=_offered(desk, looked) if looked else [],
        is_asked_again=desk.request.POST.get("act") == "take",
        seen=_seen(desk, looked) if looked else "",
        changes=looked.changes[:_SHOWN] if looked else [],
        errors=told[:_SHOWN],
        error_count=len(told),
        carried=carried(form.data_of_file) if looked else "",
        done=done,
        imports=list(results.imports_of(desk.period)[:10]),
    )


def _offered(desk: Desk, looked: results.Preview) -> list[Offered]:
    typed = desk.request.POST.dict()
    return [
        Offered.typed(typed, place, name, looked.samples[name])
        for place, name in enumerate(looked.unknown)
    ]


def _seen(desk: Desk, looked: results.Preview) -> str:
    """Return what tells the new columns that were looked at from others."""
    shown = looked.unknown if set(looked.unknown) & set(looked.columns) else []
    return mark_of(new_columns(desk.request.POST.dict(), list(shown)))
