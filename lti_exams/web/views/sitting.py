"""A learner sits an exam. One address shows where it is now, and every act leads back to it.

So Refresh, Back, a second tab and a double click all end at the truth, and nothing is sent twice.
"""

from collections.abc import Callable

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from lti_exams.edge.errors import RequestRefused
from lti_exams.edge.sessions import LaunchRequest, in_launch
from lti_exams.exams import api as exams
from lti_exams.journeys import sit_exam, take_seat
from lti_exams.journeys.control_attempt import Control, Order, control_attempt
from lti_exams.web.sitting.context import context_of
from lti_exams.web.sitting.pages import page_of
from lti_exams.web.sitting.visits import Visit, visit_of
from lti_exams.web.views.chrome import show

# What a learner may ask for by a button; a start goes through the honour statement.
_ACTS = {
    event.value: event
    for event in (
        exams.Event.STOP,
        exams.Event.CONTINUE,
        exams.Event.SUBMIT,
        exams.Event.DECLINE,
        exams.Event.RESET,
    )
}
# Another tab, another device, staff or the clock was quicker than a button.
OVERTAKEN = (
    exams.IllegalMove,
    exams.AnotherDeviceTookOver,
    exams.SecondDeviceRefused,
    exams.NotEligible,
)

# What a form does; it returns what to add to the address of the page that it leads back to.
Do = Callable[[Visit, QueryDict], str | None]


@require_safe
@in_launch
def exam(request: LaunchRequest, *, way: str, exam: int | None = None) -> HttpResponse:
    """Show where the exam is for this person now."""
    visit = visit_of(request, way=way, exam=exam)
    seen = visit.look()
    page = page_of(seen, device=visit.device, has_cookie=not request.launch.cookieless)
    return _show(request, visit, seen, page)


@require_safe
@in_launch
def before(request: LaunchRequest, *, way: str, exam: int | None = None) -> HttpResponse:
    """Show what awaits somebody who comes in, also after an attempt that has ended."""
    visit = visit_of(request, way=way, exam=exam)
    seen = visit.look()
    if seen.state in exams.OPEN:
        return redirect(visit.here)
    return _show(request, visit, seen, "before")


def _show(request: LaunchRequest, visit: Visit, seen: sit_exam.SeenExam, page: str) -> HttpResponse:
    context = context_of(request, visit, seen, page)
    return show(request, f"web/exam/{page}.html", **context)


def _act(do: Do) -> Callable[..., HttpResponse]:
    """Let a form do one thing, and lead back to the page of the exam in any case."""

    @require_POST
    @in_launch
    def act(request: LaunchRequest, *, way: str, exam: int | None = None) -> HttpResponse:
        visit = visit_of(request, way=way, exam=exam)
        if request.launch.cookieless:
            return redirect("new-window", key=request.launch.key)
        return redirect(f"{visit.here}{_done(do, visit, request.POST) or ''}")

    return act


def _done(do: Do, visit: Visit, form: QueryDict) -> str | None:
    try:
        return do(visit, form)
    except OVERTAKEN:
        return "?note=moved"


@_act
def come_in(visit: Visit, _: QueryDict) -> str | None:
    """Make an attempt for whoever is eligible; who is not learns all the reasons."""
    if visit.presented.password and not sit_exam.may_guess(visit.caller, visit.exam):
        raise RequestRefused("request-too-often")
    try:
        sit_exam.come_in(
            visit.caller, visit.exam, visit.presented, purpose=visit.purpose, now=visit.now
        )
    except exams.NotEligible as refused:
        return f"before?note={'password' if _asks_password(refused) else 'moved'}"
    return None


def _asks_password(refused: exams.NotEligible) -> bool:
    return "password-" in str(refused.values["why"])


@_act
def begin(visit: Visit, form: QueryDict) -> str | None:
    """Let the clock run for whoever has agreed to the rules."""
    if form.get("honour") != "yes":
        return "?note=honour"
    take_seat.begin_here(
        visit.caller,
        visit.attempt(form),
        visit.presented,
        device=visit.device,
        now=visit.now,
    )
    return None


@_act
def go_on_here(visit: Visit, form: QueryDict) -> None:
    """Go on at this device, where the exam allows it."""
    take_seat.go_on_here(
        visit.caller,
        visit.attempt(form),
        visit.presented,
        device=visit.device,
        now=visit.now,
    )


@_act
def act(visit: Visit, form: QueryDict) -> str | None:
    """Stop, go on, hand in, decline, or practise again.

    Whoever hands in goes on to a vendor that waits for the end.
    """
    event = _ACTS.get(form.get("event", ""))
    if event is None:
        raise RequestRefused("request-malformed")
    take_seat.act_here(visit.caller, visit.attempt(form), event, device=visit.device, now=visit.now)
    return "?then=vendor" if event is exams.Event.SUBMIT and visit.exam.vendor else None


@_act
def admit(visit: Visit, form: QueryDict) -> None:
    """Let a teacher who looks at the pages go past the proctoring, which nobody waits for."""
    if visit.purpose is not exams.Purpose.PREVIEW:
        raise RequestRefused("request-forbidden")
    order = Order(control=Control.ADMIT, reason="preview")
    control_attempt(visit.caller, visit.attempt(form), order, now=visit.now)


@_act
def confirm(visit: Visit, form: QueryDict) -> None:
    """Keep that the learner has seen how it ended."""
    sit_exam.note_result_seen(visit.caller, visit.attempt(form), now=visit.now)
