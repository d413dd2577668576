"""A mixin for the views of plugins: what comes in, what goes out, and where to."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from lti_exams.launches import api as launches
from lti_exams.qualifications.models import Run
from lti_exams.qualifications.operations.runs import (
    NoSuchRun,
    RunIsSaved,
    check_active,
    compute,
    find_run,
    keep_output,
    keep_settings,
)
from lti_exams.qualifications.pluginhelpers.door import door
from lti_exams.qualifications.pluginhelpers.previewdata import PreviewData


class QualifiesForExamPluginViewMixin:
    """For views of plugins, before or after `View` among the bases.

    A view must call `get_plugin_input_and_authenticate` before anything else: there is no cookie
    to go by inside an LMS's frame, so that call is what keeps strangers and other sites out.
    """

    request: HttpRequest
    periodid: int
    period: launches.Course
    pluginsessionid: str
    run: Run

    def __init_subclass__(cls, **about: Any) -> None:
        super().__init_subclass__(**about)
        # The door refuses what other sites send; a token could not be kept in every frame.
        dispatch = getattr(cls, "dispatch", None)
        if dispatch is not None and not getattr(dispatch, "csrf_exempt", False):
            cls.dispatch = csrf_exempt(_framed(dispatch))  # type: ignore[attr-defined]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Show a page that asks nothing, for a view that only says what comes of a POST."""
        del request
        self.get_plugin_input_and_authenticate()
        return self.render_page("qualifications/plugin.html")

    def get_plugin_input(self) -> None:
        """Read `periodid` and `pluginsessionid` from the query string."""
        self.pluginsessionid = self.request.GET.get("pluginsessionid", "")
        period = self.request.GET.get("periodid", "")
        try:
            self.run = find_run(self.pluginsessionid)
        except NoSuchRun:
            raise Http404 from None
        if period != str(self.run.period_id):
            raise Http404
        self.period, self.periodid = self.run.period, self.run.period_id

    def get_plugin_input_and_authenticate(self) -> None:
        """Read the input, and raise `PermissionDenied` for whoever may not qualify students.

        A run that became a list meanwhile, in another window, is told as such.
        """
        self.get_plugin_input()
        door().admit(self.request, self.run)
        if self.run.status_id is not None:
            raise RunIsSaved
        check_active(self.period, now=timezone.now())

    def save_plugin_output(self, *args: Any, **kwargs: Any) -> None:
        """Hand back whom the plugin lets qualify, as the arguments of `PreviewData`."""
        output = PreviewData(*args, **kwargs)
        keep_output(self.run, output.passing_relatedstudentids)
        compute(self.run, now=timezone.now())

    def save_settings_in_session(self, settings: Mapping[str, Any]) -> None:
        """Keep what the plugin was told; it is handed to `post_statussave` and frozen there."""
        keep_settings(self.run, settings)

    def get_settings(self) -> Mapping[str, Any]:
        """Return what the plugin was told before: in this run, or for the last status."""
        return self.run.plugin_settings

    def render_page(self, template: str, **context: Any) -> HttpResponse:
        """Show a page of the plugin; its template extends the variable `wizard`.

        In the block `fields` stands what it asks; the box with Save and Back is supplied.
        """
        return door().page(self.request, self.run, template, context)

    def get_preview_url(self) -> str:
        return door().preview_url(self.run)

    def get_selectplugin_url(self) -> str:
        """Return where *Back* leads."""
        return door().selectplugin_url(self.run)

    def redirect_to_preview_url(self) -> HttpResponseRedirect:
        return HttpResponseRedirect(self.get_preview_url())


def _framed(dispatch: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let the LMS of the run show what a view answers, which other sites may not."""

    @wraps(dispatch)
    def answer(self: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        response = dispatch(self, *args, **kwargs)
        run = getattr(self, "run", None)
        return door().framed(response, run) if run is not None else response

    return answer
