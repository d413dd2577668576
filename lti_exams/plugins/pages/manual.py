"""Students are chosen by hand, page by page: what is ticked on one is kept when another opens."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from lti_exams.launches import api as launches
from lti_exams.plugins import reading
from lti_exams.plugins.pages.base import SettingsForm, SettingsPage
from lti_exams.qualifications import api as qualifications
from lti_exams.rosters import api as rosters

ON_A_PAGE = 200


class ManualForm(SettingsForm):
    """Asks whether everybody qualifies, nobody, or those who are ticked."""

    who = forms.ChoiceField(
        label=_("Who qualifies"),
        choices=[
            ("chosen", _("The students ticked below")),
            ("everybody", _("Everybody")),
            ("nobody", _("Nobody")),
        ],
        widget=forms.RadioSelect,
    )

    def initial_of(self, settings: Any) -> dict[str, Any]:
        return {"who": settings.get("who", "chosen")}


class Manual(SettingsPage):
    """Shows so many students at a time; a button of the form opens the next page."""

    plugin_id = "lti_exams.manual"
    form = ManualForm
    template = "plugins/manual.html"

    def post(self, request: HttpRequest) -> HttpResponse:
        self.come_in()
        form = self.made(request.POST)
        if not form.is_valid():
            return self.shown(form)
        settings = {"who": form.cleaned_data["who"], "people": self._ticked(request)}
        if goes_to := request.POST.get("page"):
            qualifications.keep_settings(self.run, settings)
            return HttpResponseRedirect(f"{self._address(request)}&page={_number(goes_to)}")
        try:
            return self.decide_by(settings)
        except reading.Refused as error:
            form.refuse(error)
            return self.shown(form)

    def shown(self, form: forms.Form, **context: Any) -> HttpResponse:
        number = _number(self.request.GET.get("page", ""))
        here = self._on_page(number)
        chosen = set(self.get_settings().get("people", []))
        more = number * ON_A_PAGE < self._students().count()
        return super().shown(
            form,
            students=[(one, one.pk in chosen) for one in here],
            number=number,
            chosen=len(chosen),
            before=number - 1,
            after=number + 1 if more else 0,
            **context,
        )

    def _students(self) -> "QuerySet[launches.Membership]":
        found = rosters.learners(self.period).select_related("person")
        return found.order_by("person__family_name", "person__name", "person__sub")

    def _on_page(self, number: int) -> Sequence[launches.Membership]:
        return list(self._students()[(number - 1) * ON_A_PAGE : number * ON_A_PAGE])

    def _ticked(self, request: HttpRequest) -> list[int]:
        """Return who is chosen: on the page that was sent by its ticks, elsewhere as before."""
        here = {one.pk for one in self._on_page(_number(request.GET.get("page", "")))}
        told = set(request.POST.getlist("people"))
        ticked = {key for key in here if str(key) in told}
        elsewhere = set(self.get_settings().get("people", [])) - here
        return sorted(elsewhere | ticked)

    def _address(self, request: HttpRequest) -> str:
        return f"{request.path}?periodid={self.periodid}&pluginsessionid={self.pluginsessionid}"


def _number(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) < 7 else 1
