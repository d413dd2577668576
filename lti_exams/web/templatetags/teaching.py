"""What the teacher's pages say of exams and attempts, in words."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import available_timezones

from django import template
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lti_exams.exams import api as exams
from lti_exams.kernel import points as kernel_points
from lti_exams.web import words

register = template.Library()

_ZONES = sorted(available_timezones())
_RULES: Mapping[str, words.Text] = {
    "password": _("a password"),
    "addresses": _("some networks"),
    "safe-exam-browser": _("Safe Exam Browser"),
    "groups": _("groups"),
}
_READY: Mapping[str, words.Tag] = {
    "done": words.Tag(_("Ready"), "good"),
    "failed": words.Tag(_("Failed"), "bad"),
    "under-way": words.Tag(_("Under way"), "wait"),
    "not-tried": words.Tag(_("Not tried")),
}
_ACTIONS: Mapping[str, words.Text] = {
    "attempt.create": _("Came in"),
    "attempt.request_proctoring": _("Went to the proctor"),
    "attempt.admit": _("Was admitted"),
    "attempt.start": _("Started"),
    "attempt.decline": _("Declined"),
    "attempt.expire": _("Expired before the start"),
    "attempt.fail": _("Failed"),
    "attempt.terminate": _("Was terminated by the vendor"),
    "attempt.pause": _("Was paused"),
    "attempt.resume": _("Went on"),
    "attempt.pause_limit": _("The pause reached its limit"),
    "attempt.stop": _("Stopped to look it over"),
    "attempt.continue": _("Went back to work"),
    "attempt.submit": _("Handed in"),
    "attempt.complete": _("Was completed by the assessment"),
    "attempt.end": _("Was ended"),
    "attempt.deadline": _("The time was up"),
    "attempt.reopen": _("Was reopened"),
    "attempt.accept": _("Was accepted"),
    "attempt.reset": _("Was reset"),
    "attempt.extend": _("Was given more time"),
    "attempt.undo_extension": _("More time was taken back"),
    "attempt.accommodate": _("An accommodation changed the clock"),
    "attempt.follow_exam": _("Follows the exam as it was changed"),
    "attempt.let_resume": _("May resume"),
    "attempt.free_seat": _("The seat was freed"),
    "attempt.notify": _("The learner was told"),
    "attempt.take_over": _("Went on at another device"),
    "attempt.returned_from_vendor": _("Came back from the proctor"),
    "attempt.terminate_late": _("The vendor ended it after its end"),
    "attempt.submit_late": _("Was handed in after its end"),
    "attempt.review.verify": _("Was verified"),
    "attempt.review.reject": _("Was rejected"),
    "attempt.review.wait": _("Waits for a review"),
    "attempt.review.flag": _("Was sent to a second review"),
    "attempt.review.look_again": _("Is looked at again"),
    "attempt.review.undo": _("A decision was taken back"),
    "attempt.comment": _("Was commented on"),
    "attempt.comment_removed": _("A comment was removed"),
}
_ACTORS: Mapping[str, words.Text] = {
    "clock": _("the clock"),
    "system": _("the service"),
    "command": _("a command on the server"),
}
_FIELDS: Mapping[str, words.Text] = {
    "title": _("Title"),
    "slug": _("Short name"),
    "kind": _("Kind"),
    "vendor": _("Vendor"),
    "assessment": _("Questions"),
    "limit_seconds": _("Time limit"),
    "opens_at": _("Opens"),
    "due_at": _("Is due"),
    "closes_at": _("Closes"),
    "grace_seconds": _("Grace"),
    "late_policy": _("Late work"),
    "attempts_allowed": _("Attempts allowed"),
    "counting": _("Which attempt counts"),
    "maximum_points": _("Full marks"),
    "instructions": _("Instructions"),
    "review_policy": _("For the reviewers"),
    "may_opt_out": _("May be declined"),
    "hide_after_due": _("Hidden after it is due"),
    "rejected_policy": _("Rejected means"),
    "timed_out_policy": _("Timed out means"),
    "second_device": _("Second device"),
    "pause_limit_seconds": _("Longest pause"),
    "is_active": _("Learners can use it"),
    "access_rules": _("Who comes in"),
}
_REACH: Mapping[exams.Reach, words.Text] = {
    exams.Reach.PROFILE: _("granted in all courses"),
    exams.Reach.COURSE: _("granted in this course"),
    exams.Reach.EXAM: _("granted for this exam"),
}
_LONGEST_SHOWN = 200


@register.simple_tag
def time_zones() -> list[str]:
    """Return the names of all time zones."""
    return _ZONES


@register.filter
def status_words(status: str) -> words.Text:
    """Return a status as people say it."""
    return words.STATUSES[status].words


@register.filter
def status_tone(status: str) -> str:
    """Return the tone of a status."""
    return words.STATUSES[status].tone


@register.filter
def ready_words(word: str) -> words.Text:
    """Return how a rehearsal went, as people say it."""
    return _READY[word].words


@register.filter
def ready_tone(word: str) -> str:
    """Return the tone of how a rehearsal went."""
    return _READY[word].tone


@register.filter
def kind_words(kind: str) -> words.Text:
    """Return a kind of exam as people say it."""
    return words.KINDS[kind]


@register.filter
def purpose_words(purpose: str) -> words.Text:
    """Return why somebody goes through an exam."""
    return words.PURPOSES[purpose]


@register.filter
def reach_words(reach: exams.Reach) -> words.Text:
    """Return how far that reaches which somebody is granted."""
    return _REACH[reach]


@register.filter
def rule_words(rule: str) -> words.Text:
    """Return an access rule as people say it."""
    return _RULES.get(rule, rule)


@register.filter
def action_words(action: str) -> words.Text:
    """Return what happened to an attempt; what has no words yet is told by its name."""
    return _ACTIONS.get(action, action)


@register.filter
def named(actor: str, names: Mapping[str, str]) -> words.Text:
    """Return who acted by the name that people know."""
    if actor in names:
        return names[actor]
    if actor.startswith("staff:"):
        return _("staff of this service")
    return _ACTORS.get(actor, actor)


@register.filter
def minutes(seconds: int | None) -> str:
    """Return a length as people say it."""
    if seconds is None:
        return gettext("No limit")
    whole, rest = divmod(seconds, 60)
    parts = [gettext("%s min") % whole] if whole or not rest else []
    return " ".join([*parts, *([gettext("%s s") % rest] if rest else [])])


@register.filter
def clock(seconds: int | None) -> str:
    """Return the time that is left as a clock shows it."""
    return str(timedelta(seconds=max(0, seconds))) if seconds is not None else "–"


@register.filter
def ago(then: datetime, now: datetime) -> str:
    """Say how long ago something was."""
    if now - then < timedelta(minutes=1):
        return gettext("just now")
    return gettext("%s ago") % timesince(then, now, depth=1)


@register.filter
def points(scaled: int) -> Decimal:
    """Return points as people write them."""
    return kernel_points.plain(scaled).normalize() + 0


@register.filter
def hour(iso: str) -> str:
    """Return an instant that was written down, as people read it."""
    return date_format(datetime.fromisoformat(iso).astimezone(UTC), "j M Y, H:i:s e")


@register.filter
def fields_changed(change: exams.ExamChange) -> Iterator[dict[str, object]]:
    """Return each field that a change touched, with what it was and became."""
    for name, after in change.after.items():
        before = change.before.get(name)
        yield {
            "name": _FIELDS.get(name, name),
            "before": _shown(name, before),
            "after": _shown(name, after),
        }


def _shown(name: str, value: object) -> object:
    if value in (None, "", []):
        return "–"
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if name.endswith("_at"):
        return hour(str(value))
    if name.endswith("_seconds") and isinstance(value, int):
        return minutes(value)
    if name == "maximum_points" and isinstance(value, int):
        return points(value)
    if isinstance(value, list):
        return ", ".join(str(rule_words(one)) for one in value)
    return str(value)[:_LONGEST_SHOWN]
