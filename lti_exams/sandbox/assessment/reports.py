"""Telling scores: what is said when, and by which way."""

import threading
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from lti_exams.sandbox.assessment import faults, messages, modes
from lti_exams.sandbox.assessment.models import Report, Sitting
from lti_exams.sandbox.assessment.papers import PAPERS
from lti_exams.sandbox.common import http
from lti_exams.sandbox.common.tool import journal, tokens
from lti_exams.sandbox.common.tool.models import Platform
from lti_exams.sandbox.common.tool.refusals import Refusal

UNAUTHORISED = 401
NO_ANSWER = 0


def on_start(sitting: Sitting, *, now: datetime) -> None:
    """Tell that the work is in progress, where the mode says so."""
    if modes.mode() == "progress-first":
        send(_progress(sitting, now), now=now)


def on_hand_in(sitting: Sitting, *, now: datetime) -> None:
    """Tell the score as the mode says."""
    mode = modes.mode()
    if mode == "pending-first":
        send(_pending(sitting, now), now=now)
    older = _lower(sitting, now) if mode == "out-of-order" else None
    final = _final(sitting, now)
    if mode in ("late", "pending-first"):
        _send_later(final)
    elif mode != "never":
        send(final, now=now)
    if mode == "twice":
        send(final, now=now)
    if older:
        send(older, now=now)


def regrade(sitting: Sitting, score: float, *, now: datetime) -> Report:
    """Change a score and tell the new one."""
    sitting.score = score
    sitting.save(update_fields=["score"])
    report = _final(sitting, now)
    send(report, now=now)
    return report


def send_waiting(sitting: Sitting, *, now: datetime) -> int:
    """Tell every score of a sitting that was kept back or did not arrive; return how many."""
    untold = Q(sent_at=None) | Q(status=NO_ANSWER) | Q(status__gte=300)
    waiting = list(Report.objects.filter(untold, sitting=sitting))
    for report in waiting:
        send(report, now=now)
    return len(waiting)


def send(report: Report, *, now: datetime) -> None:
    """Tell one score now; where that fails the person who handed in the work is not troubled."""
    try:
        status = _deliver(report, now)
    except Refusal as refusal:
        journal.refused("score", now=now, code=refusal.code, sentence=refusal.sentence)
    else:
        Report.objects.filter(pk=report.pk).update(sent_at=now, status=status)


def _deliver(report: Report, now: datetime) -> int:
    by_callback = modes.channel() == "callback" or report.sitting.launch is None
    message = messages.for_callback(report) if by_callback else messages.for_gradebook(report)
    faults.spoil(message)
    if by_callback:
        messages.sign_callback(message, now=now)
        return _post(message, now)
    return _post_with_token(report.sitting, message, now)


def _post_with_token(sitting: Sitting, message: messages.Message, now: datetime) -> int:
    if "Authorization" in message.headers or sitting.launch is None:
        return _post(message, now)
    platform = sitting.launch.platform
    held = tokens.held(platform, message.scope, now=now)
    message.headers["Authorization"] = _bearer(held or _new(platform, message, now))
    status = _post(message, now)
    if status != UNAUTHORISED:
        return status
    message.headers["Authorization"] = _bearer(_new(platform, message, now))
    return _post(message, now)


def _new(platform: Platform, message: messages.Message, now: datetime) -> tokens.AccessToken:
    request = tokens.draft(platform, message.scope, now=now)
    return tokens.keep(platform, request, tokens.ask(platform, request, now=now), now=now)


def _bearer(token: tokens.AccessToken) -> str:
    return f"Bearer {token.value}"


def _post(message: messages.Message, now: datetime) -> int:
    try:
        answer = http.post(message.url, data=message.encoded(), headers=message.headers)
        status, said = answer.status_code, answer.text[:500]
    except http.NoAnswer as error:
        status, said = NO_ANSWER, error.reason
    facts = {"url": message.url, "status": status, "body": message.body, "answer": said}
    journal.sent("score", now=now, **facts)
    return status


def _send_later(report: Report) -> None:
    timer = threading.Timer(modes.seconds(), _send_if_waiting, args=[report.pk])
    timer.daemon = True
    timer.start()


def _send_if_waiting(report_id: int) -> None:
    now = timezone.now()
    try:
        report = Report.objects.filter(pk=report_id, sent_at=None).first()
        if report is not None:
            send(report, now=now)
    finally:
        # Every thread has a connection of its own, which nobody else would close.
        connection.close()


def _final(sitting: Sitting, now: datetime) -> Report:
    return _report(sitting, sitting.score, "Completed", "FullyGraded", now)


def _progress(sitting: Sitting, now: datetime) -> Report:
    return _report(sitting, None, "InProgress", "NotReady", now)


def _pending(sitting: Sitting, now: datetime) -> Report:
    return _report(sitting, None, "Submitted", "Pending", now - timedelta(milliseconds=5))


def _lower(sitting: Sitting, now: datetime) -> Report:
    worse = min(sitting.score or 0, PAPERS[sitting.paper].maximum) / 2
    return _report(sitting, worse, "Completed", "FullyGraded", now - timedelta(seconds=1))


def _report(
    sitting: Sitting, score: float | None, activity: str, grading: str, said_at: datetime
) -> Report:
    return Report.objects.create(
        sitting=sitting, score=score, activity=activity, grading=grading, said_at=said_at
    )
