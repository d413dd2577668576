"""When a deadline is told of by itself."""

from datetime import UTC, datetime, timedelta

from lti_exams.qualifications.rules.deadlines import Step, window_of

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def due(step: Step, deadline: datetime, told: str = "") -> bool:
    window = window_of(step, now=NOW, ahead=7 * DAY, patience=3 * DAY)
    reached = deadline <= window.until and (window.after is None or deadline > window.after)
    return reached and told in window.told


def test_a_deadline_is_soon_for_a_week_before_it() -> None:
    assert due(Step.SOON, NOW + 7 * DAY)
    assert not due(Step.SOON, NOW + 8 * DAY)
    assert not due(Step.SOON, NOW)
    assert not due(Step.SOON, NOW + DAY, told="soon")


def test_it_is_late_when_it_has_passed_whether_or_not_it_was_soon() -> None:
    assert due(Step.LATE, NOW)
    assert due(Step.LATE, NOW, told="soon")
    assert not due(Step.LATE, NOW + DAY)
    assert not due(Step.LATE, NOW - DAY, told="late")


def test_it_is_the_departments_days_after_the_teachers_were_told() -> None:
    assert due(Step.ESCALATED, NOW - 3 * DAY, told="late")
    assert not due(Step.ESCALATED, NOW - 2 * DAY, told="late")
    assert not due(Step.ESCALATED, NOW - 9 * DAY)
    assert not due(Step.ESCALATED, NOW - 9 * DAY, told="escalated")
