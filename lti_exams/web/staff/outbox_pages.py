"""Pages on which staff see what leaves, send it again, and say who is told of events."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lti_exams.audit import api as audit
from lti_exams.journeys import manage_outbox
from lti_exams.journeys.access import Act, caller_of_user
from lti_exams.journeys.attempt_events import EVENTS
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.outbox import api as outbox
from lti_exams.web.staff.door import StaffRequest, staff_may
from lti_exams.web.staff.outbox_forms import SubscriptionForm
from lti_exams.web.staff.refused import show_in

_FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
@staff_may(Act.SEE_OUTBOX)
def outbox_page(request: StaffRequest) -> HttpResponse:
    """Show what waits, what stands still and why, and who subscribed."""
    now = timezone.now()
    seen = manage_outbox.see_outbox(caller_of_user(request.user), now=now)
    is_late = seen.late_by > outbox.LATE
    return render(
        request,
        "web/staff/outbox.html",
        {"seen": seen, "since": now - seen.late_by if is_late else None, "now": now},
    )


@require_POST
@staff_may(Act.SEND_AGAIN)
def send_again(request: StaffRequest, pk: int) -> HttpResponse:
    """Let one message be tried anew."""
    manage_outbox.send_again(caller_of_user(request.user), pk, now=timezone.now())
    return _back_to_outbox(request, _("It is tried again now."))


@require_POST
@staff_may(Act.SEND_AGAIN)
def send_all_again(request: StaffRequest) -> HttpResponse:
    """Let everything that stands still be tried anew."""
    number = manage_outbox.send_all_again(caller_of_user(request.user), now=timezone.now())
    said = ngettext(
        "%(number)d message is tried again now.",
        "%(number)d messages are tried again now.",
        number,
    )
    return _back_to_outbox(request, said % {"number": number})


@require_POST
@staff_may(Act.MANAGE_SUBSCRIPTIONS)
def decide_mails(request: StaffRequest) -> HttpResponse:
    """Say whether learners are written to."""
    is_on = request.POST.get("mails") == "on"
    caller = caller_of_user(request.user)
    manage_outbox.decide_attempt_mails(caller, is_on=is_on, now=timezone.now())
    said = _("Learners are written to.") if is_on else _("Learners are not written to.")
    return _back_to_outbox(request, said)


@require_http_methods(_FORM_METHODS)
@staff_may(Act.MANAGE_SUBSCRIPTIONS)
def add(request: StaffRequest) -> HttpResponse:
    """Take a subscriber in, and show its secret this one time."""
    form = SubscriptionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        caller = caller_of_user(request.user)
        try:
            made = manage_outbox.subscribe(caller, form.wanted(), now=timezone.now())
        except LtiExamsError as error:
            show_in(form, error)
        else:
            return _page(request, made, SubscriptionForm.of(made), secret=made.secret)
    return render(request, "web/staff/subscription_add.html", {"form": form, "events": EVENTS})


@require_http_methods(_FORM_METHODS)
@staff_may(Act.MANAGE_SUBSCRIPTIONS)
def subscription(request: StaffRequest, pk: int) -> HttpResponse:
    """Show one subscriber, and change it."""
    caller = caller_of_user(request.user)
    one = manage_outbox.see_subscription(caller, pk)
    form = SubscriptionForm.of(one, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            manage_outbox.change_subscription(caller, pk, form.wanted(), now=timezone.now())
        except LtiExamsError as error:
            show_in(form, error)
        else:
            messages.success(request, _("The subscription was changed."))
            return redirect("staff-subscription", pk)
    return _page(request, one, form)


@require_POST
@staff_may(Act.MANAGE_SUBSCRIPTIONS)
def decide(request: StaffRequest, pk: int) -> HttpResponse:
    """Switch a subscriber on or off, give it a new secret, or remove it."""
    caller, act, now = caller_of_user(request.user), request.POST.get("act", ""), timezone.now()
    if act == "remove":
        manage_outbox.unsubscribe(caller, pk, now=now)
        return _back_to_outbox(request, _("The subscription was removed."))
    if act == "renew":
        renewed = manage_outbox.renew_secret(caller, pk, now=now)
        return _page(request, renewed, SubscriptionForm.of(renewed), secret=renewed.secret)
    manage_outbox.switch_subscription(caller, pk, is_active=act == "enable", now=now)
    messages.success(request, _("The subscription was changed."))
    return redirect("staff-subscription", pk)


def _page(
    request: HttpRequest, one: outbox.Subscription, form: SubscriptionForm, *, secret: str = ""
) -> HttpResponse:
    told = {
        "subscription": one,
        "form": form,
        "secret": secret,
        "events": EVENTS,
        "newest": one.messages.order_by("-id")[:20],
        "entries": audit.entries_about(f"subscription:{one.pk}")[:20],
    }
    return render(request, "web/staff/subscription.html", told)


def _back_to_outbox(request: HttpRequest, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("staff-outbox")
