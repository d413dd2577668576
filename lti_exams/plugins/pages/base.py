"""A page that asks for a plugin's settings, and goes on to the preview."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.generic import View

from lti_exams.journeys import ask_plugins, qualify_students
from lti_exams.journeys.access import Caller
from lti_exams.launches import api as launches
from lti_exams.plugins import reading
from lti_exams.qualifications.pluginhelpers import QualifiesForExamPluginViewMixin


class SettingsForm(forms.Form):
    """What a plugin is told. `initial_of` reads settings, `settings` writes them."""

    def __init__(
        self, data: Any, *, period: launches.Course, caller: Caller, settings: Mapping[str, Any]
    ) -> None:
        self.period, self.caller = period, caller
        super().__init__(data, initial=self.initial_of(settings))

    def initial_of(self, settings: Mapping[str, Any]) -> dict[str, Any]:
        return dict(settings)

    def settings(self) -> dict[str, Any]:
        return dict(self.cleaned_data)

    def refuse(self, error: reading.Refused) -> None:
        """Show what the plugin does not take beside the field that it is about."""
        field = str(error.values["field"]).partition(".")[0]
        why = str(error.values["why"])
        self.add_error(field if field in self.fields else None, f"{why[:1].upper()}{why[1:]}.")


class SettingsPage(QualifiesForExamPluginViewMixin, View):
    """Asks by a form; begins with the settings of the last time."""

    plugin_id: ClassVar[str]
    form: ClassVar[type[SettingsForm]]
    template: ClassVar[str] = "plugins/settings.html"

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        del request
        self.come_in()
        return self.shown(self.made(None))

    def post(self, request: HttpRequest) -> HttpResponse:
        self.come_in()
        form = self.made(request.POST)
        if form.is_valid():
            try:
                return self.decide_by(form.settings())
            except reading.Refused as error:
                form.refuse(error)
        return self.shown(form)

    def come_in(self) -> None:
        """Let in whoever began the run; whoever is here decides by this plugin."""
        self.get_plugin_input_and_authenticate()
        self.caller = ask_plugins.caller_of_run(self.run)
        if self.run.plugin != self.plugin_id:
            qualify_students.choose_plugin(self.caller, self.run, self.plugin_id)

    def made(self, data: Any) -> SettingsForm:
        return self.form(data, period=self.period, caller=self.caller, settings=self.get_settings())

    def decide_by(self, settings: Mapping[str, Any]) -> HttpResponse:
        """Decide by these settings, and lead to the preview, or to the page before it."""
        is_computed = qualify_students.decide_by(
            self.caller, self.run, settings, now=timezone.now()
        )
        if is_computed:
            return self.redirect_to_preview_url()
        return HttpResponseRedirect(f"{self.get_preview_url()}?compute=1")

    def shown(self, form: forms.Form, **context: Any) -> HttpResponse:
        status = 422 if form.errors else 200
        return self.render_page(self.template, form=form, status=status, **context)


class NothingAsked(SettingsPage):
    """Leads straight on to the preview: the plugin has nothing to ask."""

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        del request
        self.come_in()
        return self.decide_by({})

    def post(self, request: HttpRequest) -> HttpResponse:
        return self.get(request)
