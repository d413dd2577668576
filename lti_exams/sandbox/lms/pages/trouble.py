"""Where the administrator chooses which LMS this is, breaks it, and sees what happened."""

from datetime import UTC, datetime

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from lti_exams.sandbox.lms import ledger as books
from lti_exams.sandbox.lms.faults import buckets, draws, switches
from lti_exams.sandbox.lms.faults.kinds import KINDS
from lti_exams.sandbox.lms.models import Fault, LedgerEntry, Site
from lti_exams.sandbox.lms.pages.forms import FaultForm, ProfileForm
from lti_exams.sandbox.lms.pages.shape import administrators_only
from lti_exams.sandbox.lms.profiles import PROFILES
from lti_exams.sandbox.lms.visitors import VisitedRequest

ENTRIES_A_PAGE = 100


@administrators_only
def profile(request: VisitedRequest) -> HttpResponse | HttpResponseRedirect:
    """Choose which LMS to be."""
    form = ProfileForm(request.POST or None)
    if form.is_valid():
        Site.objects.update(**form.cleaned_data)
        return redirect("profile")
    shown = {"form": form, "profiles": PROFILES.values(), "site": Site.current()}
    return render(request, "lms/profile.html", shown)


@administrators_only
def faults(request: VisitedRequest) -> HttpResponse:
    """Show what is broken, and what else could be."""
    return _faults(request)


@administrators_only
@require_POST
def switch_on(request: VisitedRequest, kind: str) -> HttpResponse | HttpResponseRedirect:
    """Switch one misfortune on."""
    if kind not in KINDS:
        raise Http404
    form = FaultForm(kind, request.POST)
    if not form.is_valid():
        return _faults(request, refused=(kind, form))
    said = form.cleaned_data
    switches.switch_on(
        kind,
        now=datetime.now(UTC),
        endpoints=[said["endpoints"]] if said["endpoints"] else [],
        probability=said["probability"],
        seed=said["seed"],
        limit=said["limit"],
        **form.settings(),
    )
    return redirect("faults")


@administrators_only
@require_POST
def switch_off(request: HttpRequest, number: int) -> HttpResponseRedirect:
    """Switch one misfortune off."""
    del request
    Fault.objects.filter(pk=number).delete()
    buckets.empty()
    return redirect("faults")


@administrators_only
def ledger(request: VisitedRequest) -> HttpResponse:
    """Show everything that truly happened, the newest first."""
    newest_first = LedgerEntry.objects.order_by("-id")
    shown = {
        "page": Paginator(newest_first, ENTRIES_A_PAGE).get_page(request.GET.get("page")),
        "repeated": [each for each in books.counted() if each["times"] > 1 and each["timestamp"]],
    }
    return render(request, "lms/ledger.html", shown)


def _faults(request: VisitedRequest, refused: tuple[str, FaultForm] | None = None) -> HttpResponse:
    forms = {kind: FaultForm(kind) for kind in KINDS}
    forms |= dict([refused]) if refused else {}
    active = [
        (fault, KINDS[fault.kind], draws.counted(fault))
        for fault in switches.active(now=datetime.now(UTC))
    ]
    return render(request, "lms/faults.html", {"forms": forms, "active": active})
