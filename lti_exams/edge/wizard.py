"""The door of the wizard: who may come in through it, how its pages look, and where they are."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.http import urlencode

from lti_exams.edge.browsers import browser_of
from lti_exams.edge.errors import RequestRefused
from lti_exams.edge.origins import comes_from_our_pages
from lti_exams.edge.sessions import SAFE_METHODS, framed_by, language_of
from lti_exams.edge.windows import is_in_frame
from lti_exams.journeys import access
from lti_exams.kernel.origins import origin_of
from lti_exams.launches import api as launches
from lti_exams.qualifications import api as qualifications

PAGES = "/qualification/runs"
_LOOK = "edge/wizard.html"


class WizardDoor:
    """Lets in whoever began a run and may still qualify students of its course."""

    def admit(self, request: HttpRequest, run: qualifications.Run, /) -> None:
        """Raise `PermissionDenied` for everybody else, and for what other sites send."""
        try:
            come_in(request, run)
        except (
            RequestRefused,
            access.ActRefused,
            launches.LaunchIsOver,
            qualifications.NoSuchRun,
        ) as error:
            raise PermissionDenied from error

    def preview_url(self, run: qualifications.Run, /) -> str:
        return f"{PAGES}/{run.key}/preview"

    def selectplugin_url(self, run: qualifications.Run, /) -> str:
        return f"{PAGES}/{run.key}/plugins"

    def page(
        self,
        request: HttpRequest,
        run: qualifications.Run,
        template: str,
        context: Mapping[str, Any],
        /,
        *,
        status: int = 200,
    ) -> HttpResponse:
        """Show a page in the wizard's own look."""
        told = {
            **_chrome(request, run),
            "preview_url": self.preview_url(run),
            "back_url": self.selectplugin_url(run),
            **context,
        }
        return render(request, template, told, status=int(told.pop("status", status)))

    def framed(self, response: HttpResponse, run: qualifications.Run, /) -> HttpResponse:
        return response if run.launch is None else framed_by(response, run.launch)


def come_in(request: HttpRequest, run: qualifications.Run) -> access.Caller:
    """Return who asks: nobody else finds the run, and other sites send nothing to it."""
    if request.method not in SAFE_METHODS and not comes_from_our_pages(request):
        raise RequestRefused("request-from-elsewhere")
    caller = _caller(request, run)
    if caller is None or caller.name != run.by:
        raise qualifications.NoSuchRun
    caller.check_may(access.Act.QUALIFY, run.period)
    return caller


def _caller(request: HttpRequest, run: qualifications.Run) -> access.Caller | None:
    """Return who asks: by the launch that the run was begun in, or signed in as staff."""
    if run.launch is None:
        user = request.user
        return access.caller_of_user(user) if user.is_authenticated else None
    launch = launches.open_launch(run.launch.key, browser=browser_of(request), now=timezone.now())
    translation.activate(language_of(launch, request))
    return access.caller_of_launch(launch)


def plugin_url(run: qualifications.Run) -> str:
    """Return where the plugin of a run asks what it asks, with the input that it is given."""
    address = str(qualifications.qualifiesforexam_plugins[run.plugin].url)
    told = urlencode({"periodid": str(run.period_id), "pluginsessionid": run.key})
    return f"{address}{'&' if '?' in address else '?'}{told}"


def home_of(run: qualifications.Run) -> str:
    """Return where the course's lists are, for whoever began the run."""
    if run.launch is not None:
        return f"/launches/{run.launch.key}/qualification/"
    return f"/staff/courses/{run.period_id}/qualification/"


def _chrome(request: HttpRequest, run: qualifications.Run) -> dict[str, Any]:
    plugin = qualifications.qualifiesforexam_plugins.find(run.plugin) if run.plugin else None
    launch = run.launch
    return {
        "wizard": _LOOK,
        "chrome": "edge/page.html" if launch is None else "edge/frame.html",
        "step": 2,
        "run": run,
        "period": run.period,
        "plugin": plugin,
        "home": home_of(run),
        "in_frame": is_in_frame(request),
        "frame_origin": origin_of(launch.deployment.platform.auth_url) if launch else "",
    }
