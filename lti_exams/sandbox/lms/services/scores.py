"""Assignment and Grade Services: the scores."""

from typing import Any

from django.http import HttpResponse
from django.utils.dateparse import parse_datetime

from lti_exams.sandbox.lms import answers, ledger, turns
from lti_exams.sandbox.lms.errors import Refusal
from lti_exams.sandbox.lms.models import (
    Grade,
    LineItem,
    Person,
    ReceivedScore,
    Standing,
)
from lti_exams.sandbox.lms.platform import addresses
from lti_exams.sandbox.lms.platform import vocabulary as words
from lti_exams.sandbox.lms.profiles.scores import (
    Addressee,
    Cell,
    Effect,
    Score,
    Verdict,
    refuse,
)
from lti_exams.sandbox.lms.services import line_items, score_reading
from lti_exams.sandbox.lms.services.access import Call

CHANGES = {Effect.RECORDED, Effect.CLEARED, Effect.KEPT}


def receive(call: Call, number: int) -> HttpResponse:
    """Take a score, do with it what this LMS does, and remember both."""
    answers.require_media_type(call.request, words.SCORE_TYPE, call.profile)
    item = line_items.find(call, number)
    body = answers.json_body(call.request)
    read = _read(body)
    person = Person.objects.filter(sub=read.user_id).first() if isinstance(read, Score) else None
    addressee = _addressee(person, item)
    # Between reading what stands there and writing nobody else has a turn.
    with turns.writing():
        verdict = (
            read if isinstance(read, Verdict) else _judged(read, item, person, addressee, call)
        )
        _remember(body, item, verdict, call)
    if verdict.effect is Effect.REFUSED:
        raise Refusal(verdict.status, "score-refused", verdict.reason)
    return _accepted(item, person, verdict, call)


def _read(body: dict[str, Any]) -> Score | Verdict:
    try:
        return score_reading.read(body)
    except Refusal as refusal:
        return refuse(refusal.status, refusal.reason)


def _judged(
    score: Score, item: LineItem, person: Person | None, addressee: Addressee, call: Call
) -> Verdict:
    grade = Grade.objects.filter(line_item=item, person=person).first()
    verdict = call.profile.judge(score, _cell(grade), addressee, call.now)
    if person is not None and verdict.effect in CHANGES:
        _write(grade or Grade(line_item=item, person=person), score, verdict, call)
    return verdict


def _addressee(person: Person | None, item: LineItem) -> Addressee:
    enrolment = item.course.enrolments.filter(person=person).first()
    return Addressee(
        is_known=person is not None,
        is_enrolled=enrolment is not None and enrolment.standing == Standing.ACTIVE,
        is_gradable=person is not None and person.is_gradable,
        course_is_concluded=item.course.is_concluded,
        attempts_allowed=item.attempts_allowed,
        due_at=parse_datetime(item.ends) if item.ends else None,
    )


def _cell(grade: Grade | None) -> Cell:
    if grade is None:
        return Cell()
    return Cell(grade.given, grade.maximum, grade.timestamp, grade.submissions)


def _write(grade: Grade, score: Score, verdict: Verdict, call: Call) -> None:
    if verdict.effect is not Effect.KEPT:
        grade.given = verdict.given if verdict.effect is Effect.RECORDED else None
        grade.maximum = score.maximum
        grade.set_by_teacher = False
    grade.comment = score.comment
    grade.activity_progress = score.activity_progress
    grade.grading_progress = score.grading_progress
    grade.timestamp = score.timestamp
    grade.changed_at = call.now
    if verdict.adds_submission:
        grade.submissions += 1
        grade.submitted_at = score.submitted_at or call.now
    grade.save()


def _remember(body: dict[str, Any], item: LineItem, verdict: Verdict, call: Call) -> None:
    ReceivedScore.objects.create(
        line_item=item,
        course=item.course,
        column=item.label,
        tool=call.tool,
        user_id=str(body.get("userId", ""))[:500],
        body=body,
        received_at=call.now,
        status=verdict.status,
        effect=verdict.effect,
        reason=verdict.reason,
    )
    ledger.write(
        f"score.{verdict.effect}",
        at=call.now,
        client_id=call.tool.client_id,
        user_id=str(body.get("userId", ""))[:255],
        line_item=str(item.pk),
        value=verdict.given if verdict.effect is Effect.RECORDED else None,
        timestamp=str(body.get("timestamp", ""))[:100],
        details={"status": verdict.status, "reason": verdict.reason},
    )


def _accepted(item: LineItem, person: Person | None, verdict: Verdict, call: Call) -> HttpResponse:
    results = addresses.of_line_item(item, call.profile, "/results")
    joint = "&" if "?" in results else "?"
    told = {"resultUrl": f"{results}{joint}user_id={person.sub}"} if person is not None else {}
    return answers.thing(told, "application/json", status=verdict.status)
