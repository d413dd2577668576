"""Decisions about one student, that go before the rule."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from lti_exams.journeys import decide_singly
from lti_exams.qualifications import api as qualifications
from lti_exams.web.forms.refused import show_in
from lti_exams.web.qualifying.desk import Desk
from lti_exams.web.qualifying.forms import OverrideForm
from lti_exams.web.qualifying.lists import home_with


def decide(desk: Desk) -> HttpResponse:
    """Decide about one student otherwise than the rule does."""
    form = OverrideForm(desk.request.POST, prefix="single")
    if form.is_valid():
        try:
            member = decide_singly.student_named(
                desk.caller, desk.period, form.cleaned_data["student"]
            )
            decide_singly.override(
                desk.caller, desk.period, form.wanted(member), now=timezone.now()
            )
            return redirect(f"{desk.home}#single")
        except qualifications.OverrideRefused as error:
            show_in(form, error)
    return home_with(desk, single=form)


def agree(desk: Desk, override: int) -> HttpResponse:
    """Agree to what somebody else decided about a student."""
    decide_singly.second(desk.caller, desk.period, override, now=timezone.now())
    return redirect(f"{desk.home}#single")


def withdraw(desk: Desk, override: int) -> HttpResponse:
    """Let the rule decide about the student again."""
    decide_singly.withdraw(desk.caller, desk.period, override, now=timezone.now())
    return redirect(f"{desk.home}#single")
