"""The pages of a run of the wizard: the list of plugins, the preview, and the save at its end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lti_exams.edge.wizard import WizardDoor, come_in, home_of, plugin_url
from lti_exams.journeys import qualify_students, save_large_lists, see_preview
from lti_exams.journeys.access import Caller
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.qualifications import api as qualifications
from lti_exams.web.forms.refused import show_in
from lti_exams.web.qualifying import changes
from lti_exams.web.qualifying.forms import ON_A_PAGE, LimitForm, SaveForm, WantedForm
from lti_exams.web.qualifying.lists import sorted_by
from lti_exams.web.qualifying.reasons import Names
from lti_exams.web.refusals import words_of
from lti_exams.web.views.listing import page_number, pages_of

P = ParamSpec("P")
_DOOR = WizardDoor()


@dataclass(frozen=True, slots=True)
class Visit:
    """A request for a page of a run, by whoever began it."""

    request: HttpRequest
    run: qualifications.Run
    caller: Caller

    def show(self, template: str, *, step: int, status: int = 200, **told: object) -> HttpResponse:
        return _DOOR.page(self.request, self.run, template, {"step": step, **told}, status=status)


def in_run(
    view: Callable[Concatenate[Visit, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Open a page to whoever began the run, and to nobody else."""

    @never_cache
    @csrf_exempt
    @wraps(view)
    def page(request: HttpRequest, run: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        found = qualifications.find_run(run)
        visit = Visit(request, found, come_in(request, found))
        return _DOOR.framed(view(visit, *args, **kwargs), found)

    return page


@require_http_methods(["GET", "HEAD", "POST"])
@in_run
def plugins(visit: Visit) -> HttpResponse:
    """List the plugins that can work here, and say of the others why not."""
    if visit.run.status is not None:
        return HttpResponseRedirect(home_of(visit.run))
    if visit.request.method == "POST":
        chosen = visit.request.POST.get("plugin", "")
        run = qualify_students.choose_plugin(visit.caller, visit.run, chosen)
        return HttpResponseRedirect(plugin_url(run))
    offered = qualify_students.see_plugins(visit.caller, visit.run.period)
    return visit.show(
        "web/qualifying/plugins.html",
        step=1,
        can=[one for one in offered if not one.why_not],
        cannot=[one for one in offered if one.why_not],
        chosen=visit.run.plugin,
        is_read=qualify_students.awaits_students(
            visit.caller, visit.run.period, now=timezone.now()
        ),
    )


@require_safe
@in_run
def preview(visit: Visit) -> HttpResponse:
    """Show who would qualify and why, what changes, and what another limit would bring."""
    if visit.run.status is not None:
        return HttpResponseRedirect(home_of(visit.run))
    if visit.run.saving is not None:
        count = qualify_students.see_progress(visit.caller, visit.run).total
        return visit.show("web/qualifying/saving.html", step=3, count=count)
    if visit.run.computed_at is None and visit.run.plugin and visit.request.GET.get("compute"):
        progress = qualify_students.see_progress(visit.caller, visit.run)
        return visit.show("web/qualifying/computing.html", step=3, progress=progress)
    if visit.run.computed_at is None:
        missing = not visit.run.plugin
        return HttpResponseRedirect(
            _DOOR.selectplugin_url(visit.run) if missing else plugin_url(visit.run)
        )
    return _preview(visit)


@require_POST
@in_run
def compute(visit: Visit) -> HttpResponse:
    """Compute what a large course comes to: the next part of it, or all where somebody asks."""
    now, is_done = timezone.now(), True
    if visit.request.POST.get("all"):
        qualify_students.compute(visit.caller, visit.run, now=now)
    else:
        is_done = qualify_students.compute_part(visit.caller, visit.run, now=now)
    address = _DOOR.preview_url(visit.run)
    return HttpResponseRedirect(address if is_done else f"{address}?compute=1")


def _preview(
    visit: Visit,
    *,
    form: SaveForm | None = None,
    saved: qualifications.Saved | None = None,
    trouble: str = "",
) -> HttpResponse:
    query = visit.request.GET.dict()
    number, wanted = page_number(query), WantedForm(query)
    asked = LimitForm(query) if query.get("limit") else None
    limit = _limit_of(visit, asked)
    seen = see_preview.see_preview(
        visit.caller, visit.run, wanted.wanted(page=number), limit=limit, now=timezone.now()
    )
    plugin = qualifications.qualifiesforexam_plugins[visit.run.plugin]
    return visit.show(
        "web/qualifying/preview.html",
        step=3,
        list_url=_DOOR.preview_url(visit.run),
        status=422 if form is not None and form.errors else 409 if saved or trouble else 200,
        seen=seen,
        names=Names({one.pk: one.title for one in seen.columns}, seen.decision.names),
        summary=plugin.summary(visit.run.plugin_settings),
        wanted=wanted,
        asked=asked,
        form=form,
        saving=form or SaveForm(initial={"status": _status_for(visit.run)}),
        **(changes.told_of(visit.run, saved) if saved else {}),
        saved=saved,
        trouble=trouble,
        back_url=plugin_url(visit.run) if plugin.has_page else _DOOR.selectplugin_url(visit.run),
        pages=pages_of(query, number, seen.total, size=ON_A_PAGE),
        sorts={name: sorted_by(query, name) for name in ("name", "qualifies", "total")},
        column_sorts=[(one, sorted_by(query, f"column:{one.pk}")) for one in seen.columns],
    )


def _status_for(run: qualifications.Run) -> str:
    return "almostready" if run.notready else "ready"


def _limit_of(visit: Visit, asked: LimitForm | None) -> int | None:
    """Return the limit that is asked about: points are scaled, and assignments are counted."""
    if asked is None or not asked.is_valid():
        return None
    scaled: int = asked.cleaned_data["limit"]
    decision = qualifications.decision_of(visit.run, now=timezone.now())
    if qualifications.tree.minimum_of(decision.rule) is not None:
        return scaled
    return min(scaled // 10_000, qualifications.tree.columns_asked(decision.rule))


@require_POST
@in_run
def leave_open(visit: Visit) -> HttpResponse:
    """Mark which students of a page of the list are not ready yet; the others stay as they were."""
    _leave_open(visit)
    query = visit.request.META.get("QUERY_STRING", "")
    return HttpResponseRedirect(f"{_DOOR.preview_url(visit.run)}?{query}#list")


def _leave_open(visit: Visit) -> None:
    told = visit.request.POST
    here, ticked = _keys(told.getlist("here")), _keys(told.getlist("open"))
    left = (set(visit.run.notready) - here) | (ticked & here)
    if left != set(visit.run.notready):
        qualify_students.leave_open(visit.caller, visit.run, left)


def _keys(told: Sequence[str]) -> set[int]:
    return {int(one) for one in told if one.isascii() and one.isdecimal() and len(one) < 19}


@require_POST
@in_run
def save(visit: Visit) -> HttpResponse:
    """Save the list; where something changed since the preview, show what, and save nothing."""
    if visit.run.status is None:
        # What was ticked in the list and not kept by its own button is meant all the same.
        _leave_open(visit)
    form = SaveForm(visit.request.POST)
    if not form.is_valid():
        return _preview(visit, form=form)
    if visit.run.status is None and qualify_students.is_large(visit.run.period):
        save_large_lists.begin_saving(visit.caller, visit.run, form.saving())
        return HttpResponseRedirect(_DOOR.preview_url(visit.run))
    return _saved(
        visit,
        form,
        lambda now: qualify_students.save_run(visit.caller, visit.run, form.saving(), now=now),
    )


@require_POST
@in_run
def go_on_saving(visit: Visit) -> HttpResponse:
    """Save a large list, from the page that says that it is being saved."""
    form = SaveForm(visit.run.saving or {})
    return _saved(
        visit,
        form,
        lambda now: save_large_lists.go_on_saving(visit.caller, visit.run, now=now),
    )


def _saved(
    visit: Visit, form: SaveForm, save: Callable[[datetime], qualifications.Saved | None]
) -> HttpResponse:
    try:
        saved = save(timezone.now())
    except qualifications.StatusRefused as error:
        save_large_lists.stop_saving(visit.caller, visit.run)
        form.full_clean()
        show_in(form, error)
        return _preview(visit, form=form)
    except qualifications.PluginResultsFailedVerification as error:
        save_large_lists.stop_saving(visit.caller, visit.run)
        return _preview(visit, form=form, trouble=words_of(error))
    except LtiExamsError:
        save_large_lists.stop_saving(visit.caller, visit.run)
        raise
    visit.run.refresh_from_db()
    if saved is not None and saved.status is None:
        return _preview(visit, form=form, saved=saved)
    is_done = visit.run.status is not None
    return HttpResponseRedirect(home_of(visit.run) if is_done else _DOOR.preview_url(visit.run))
