from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_exams.milestones.rules.conditions import (
    FULL,
    Condition,
    ConditionRefused,
    Evidence,
    check_condition,
    from_document,
    percent_of,
    shortfalls,
    to_document,
)
from lti_exams.milestones.rules.subjects import Subject, SubjectKind, SubjectRefused, digest_of_all

NOW = datetime(2027, 2, 1, 9, 0, tzinfo=UTC)
PERCENT = st.none() | st.integers(0, FULL)
MOMENT = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    window = sorted([draw(MOMENT), draw(MOMENT)])
    return Condition(
        minimum_score=draw(PERCENT),
        minimum_completion=draw(PERCENT),
        verified=draw(st.booleans()),
        not_before=draw(st.sampled_from([None, window[0]])),
        not_after=draw(st.sampled_from([None, window[1]])),
    )


class TestACondition:
    @given(conditions())
    def test_is_read_as_it_was_written(self, condition: Condition) -> None:
        assert from_document(to_document(condition)) == condition

    @pytest.mark.parametrize(
        "senseless",
        [
            {"minimum_score": -1},
            {"minimum_score": FULL + 1},
            {"minimum_completion": True},
            {"minimum_score": 0.8},
            {"verified": "yes"},
            {"not_before": "2027-02-01"},
            {"not_before": "2027-02-02T00:00Z", "not_after": "2027-02-01T00:00Z"},
            {"minimum_scroe": 5},
        ],
    )
    def test_that_makes_no_sense_is_refused(self, senseless: dict[str, object]) -> None:
        with pytest.raises(ConditionRefused):
            from_document(senseless)

    def test_names_everything_that_falls_short(self) -> None:
        asked = Condition(
            minimum_score=FULL,
            minimum_completion=FULL,
            verified=True,
            not_before=NOW,
            not_after=NOW + timedelta(days=1),
        )
        check_condition(asked)

        early = Evidence(at=NOW - timedelta(seconds=1), is_complete=False, score=FULL - 1)

        assert shortfalls(asked, early) == (
            "not-complete",
            "score-too-low",
            "completion-too-low",
            "not-verified",
            "too-early",
        )

    def test_is_reached_exactly_at_its_limits(self) -> None:
        asked = Condition(minimum_score=800_000, not_before=NOW, not_after=NOW)

        assert shortfalls(asked, Evidence(at=NOW, score=800_000)) == ()


class TestPercent:
    @given(st.integers(0, 10**9), st.integers(1, 10**9))
    def test_is_never_rounded_up(self, points: int, maximum: int) -> None:
        assert percent_of(points, maximum) * maximum <= points * FULL

    def test_of_nothing_is_refused(self) -> None:
        with pytest.raises(ConditionRefused):
            percent_of(1, 0)


class TestASubject:
    def test_of_another_kind_is_another_one(self) -> None:
        assert Subject(SubjectKind.EXAM, "1").digest != Subject(SubjectKind.LINK, "1").digest

    @given(st.text(min_size=1).filter(lambda text: "\x00" not in text and text.isprintable()))
    def test_is_read_as_it_is_written(self, key: str) -> None:
        subject = Subject(SubjectKind.CONTENT_ITEM, key)

        assert Subject.named(str(subject)) == subject

    def test_of_an_unknown_kind_is_refused(self) -> None:
        with pytest.raises(SubjectRefused):
            Subject.named("planet:9")

    def test_digests_tell_texts_apart_however_they_are_cut(self) -> None:
        assert digest_of_all("p.q", "r") != digest_of_all("p", "q.r")
