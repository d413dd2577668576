"""Pages of a list that leaves the house: what changed, to whom it went, its files, its print."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lti_exams.journeys import export_statuses
from lti_exams.journeys.name_actors import names_of
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.qualifications import api as qualifications
from lti_exams.web.forms.fields import SPELLING
from lti_exams.web.forms.refused import show_in
from lti_exams.web.qualifying.desk import Desk
from lti_exams.web.records.looks import page

_SHOWN = 200
_FORMS = [(one.value, one.value.upper()) for one in qualifications.Form]


class BadForm(LtiExamsError):
    """A list is asked for in a form that there is none of."""

    code = "list-form-unknown"


class ExportForm(forms.Form):
    """To whom the list goes."""

    target = forms.CharField(
        label=_("For whom"),
        max_length=40,
        initial=qualifications.REGISTRY,
        help_text=_("A short name in small letters, such as registry."),
        widget=forms.TextInput(attrs=SPELLING),
    )
    form = forms.ChoiceField(label=_("As"), choices=_FORMS)
    only_changes = forms.BooleanField(
        label=_("Only what changed since they took over a list"), required=False
    )


def export_page(desk: Desk, status: int) -> HttpResponse:
    """Show a list as it leaves the house."""
    return _page(desk, status)


def _page(desk: Desk, status: int, *, form: ExportForm | None = None) -> HttpResponse:
    seen = export_statuses.see_list(desk.caller, desk.period, status)
    actors = {seen.status.by, *(one.by for one in seen.exports)}
    return page(
        desk,
        "web/records/export.html",
        room="lists",
        status=422 if form else 200,
        seen=seen,
        changes=seen.changes[:_SHOWN],
        form=form,
        exporting=form or ExportForm(),
        forms=list(qualifications.Form),
        orders=list(qualifications.Order),
        names=names_of(actors),
    )


def file(desk: Desk, status: int, form: str) -> HttpResponse:
    """Give a list as a file to look at."""
    changes = desk.request.GET.get("changes") == "yes"
    making = export_statuses.Making(form=_form(form), only_changes=changes)
    made = export_statuses.download(desk.caller, desk.period, status, making, now=timezone.now())
    return _attached(made)


def _form(word: str) -> qualifications.Form:
    try:
        return qualifications.Form(word)
    except ValueError as error:
        raise BadForm from error


def _attached(made: qualifications.File) -> HttpResponse:
    answer = HttpResponse(made.data, content_type=made.type)
    answer["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return answer


def hand_over(desk: Desk, status: int) -> HttpResponse:
    """Keep that somebody has taken the list over, and give it to them."""
    form = ExportForm(desk.request.POST)
    found = qualifications.status_of(desk.period, status)
    if form.is_valid():
        typed = form.cleaned_data
        making = export_statuses.Making(
            form=_form(typed["form"]), only_changes=typed["only_changes"]
        )
        try:
            _, made = export_statuses.hand_over(
                desk.caller, found, making, target=typed["target"], now=timezone.now()
            )
            return _attached(made)
        except qualifications.TargetRefused as error:
            show_in(form, error)
    return _page(desk, status, form=form)


def printed(desk: Desk, status: int) -> HttpResponse:
    """Show a list in the layout of registries, to be printed."""
    asked = desk.request.GET.get("order", "")
    order = qualifications.Order(asked) if asked in set(qualifications.Order) else None
    seen = export_statuses.print_list(
        desk.caller,
        desk.period,
        status,
        order or qualifications.Order.FAMILY_NAME,
        now=timezone.now(),
    )
    by_mark = {
        mark.value: [one for one in seen.content.entries if one.mark is mark]
        for mark in qualifications.ListMark
    }
    told = {"content": seen.content, "is_active": seen.is_active, "lists": by_mark}
    told |= {"order": order, "by": _name(desk), "now": timezone.now()}
    return render(desk.request, "web/records/print.html", told)


def _name(desk: Desk) -> str:
    return str(desk.user or (desk.launch.person if desk.launch else ""))
