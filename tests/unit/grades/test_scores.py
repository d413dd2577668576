from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_exams.grades.lms import adapter_for
from lti_exams.grades.lms.canvas import EXTENSION
from lti_exams.grades.rules.documents import REVOCATION, Activity, Document, Grading
from lti_exams.grades.rules.results import Mark, Shown, agrees, is_anothers
from lti_exams.grades.rules.scores import (
    STEP,
    Clock,
    number,
    payload,
    timestamp_after,
    wait_for,
)

NOON = datetime(2027, 2, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
GRADED = Document(
    activity=Activity.COMPLETED,
    grading=Grading.FULLY_GRADED,
    points=666_667,
    maximum=1_000_000,
    attempt=1,
    started_at=NOON - timedelta(hours=1),
    submitted_at=NOON,
)


class TestAScore:
    def test_tells_points_without_noise_and_when_the_work_was_handed_in(self):
        assert payload(GRADED, user_id="ada", timestamp=NOON, comment="") == {
            "userId": "ada",
            "activityProgress": "Completed",
            "gradingProgress": "FullyGraded",
            "timestamp": "2027-02-01T12:00:00.000Z",
            "comment": "",
            "scoreGiven": 66.6667,
            "scoreMaximum": 100,
            "submission": {
                "startedAt": "2027-02-01T11:00:00.000Z",
                "submittedAt": "2027-02-01T12:00:00.000Z",
            },
        }

    def test_that_takes_a_grade_back_has_no_points(self):
        told = payload(REVOCATION, user_id="ada", timestamp=NOON, comment="")

        assert "scoreGiven" not in told
        assert told["gradingProgress"] == "NotReady"

    @pytest.mark.parametrize(
        ("points", "told"), [(800_000, 80), (1_000, 0.1), (8_000, 0.8), (0, 0), (1, 0.0001)]
    )
    def test_is_a_number_as_people_write_it(self, points, told):
        assert repr(number(points)) == repr(told)


class TestATimestamp:
    @given(
        events=st.lists(st.integers(-7200, 7200), min_size=2, max_size=20),
        ahead=st.integers(-600, 600),
    )
    def test_rises_strictly_whatever_the_clocks_do(self, events, ahead):
        last = None
        for seconds in events:
            clock = Clock(NOON + timedelta(seconds=seconds), timedelta(seconds=ahead))
            at = timestamp_after(last, event=NOON, clock=clock)
            assert last is None or at >= last + STEP
            last = at

    @given(event=st.integers(-600, 600), ahead=st.integers(-600, 600))
    def test_of_the_first_score_lies_in_nobodys_future(self, event, ahead):
        clock = Clock(NOON, timedelta(seconds=ahead))

        at = timestamp_after(None, event=NOON + timedelta(seconds=event), clock=clock)

        assert at <= NOON
        assert at <= NOON + timedelta(seconds=ahead)

    def test_that_lies_a_moment_ahead_is_waited_for(self):
        assert wait_for(NOON + SECOND, Clock(NOON)) == SECOND
        assert wait_for(NOON, Clock(NOON)) == timedelta()
        assert wait_for(NOON + timedelta(hours=1), Clock(NOON)) == timedelta(), "a clock was wrong"


class TestCanvas:
    canvas = adapter_for(["canvas"])

    def test_hears_when_the_work_was_handed_in_and_of_one_submission(self):
        told = self.canvas.addition(GRADED, hands_in=True, forced=False)

        assert told[EXTENSION] == {
            "new_submission": True,
            "prioritize_non_tool_grade": True,
            "submitted_at": "2027-02-01T12:00:00.000Z",
        }

    def test_hears_of_no_second_one_when_told_again(self):
        told = self.canvas.addition(GRADED, hands_in=True, forced=False)

        again = self.canvas.repeated({"userId": "ada", **told})

        assert again[EXTENSION]["new_submission"] is False
        assert (self.canvas.hands_in(told), self.canvas.hands_in(again)) == (True, False)


class TestAdapters:
    @pytest.mark.parametrize(
        ("family", "name"),
        [
            ("canvas", "canvas"),
            ("moodle", "moodle"),
            ("BlackboardLearn", "blackboard"),
            ("desire2learn", "d2l"),
            ("sakailms.org", "sakai"),
            ("openedx", "openedx"),
            ("something new", "plain"),
            ("", "plain"),
        ],
    )
    def test_are_chosen_by_what_an_lms_calls_itself(self, family, name):
        assert adapter_for([family]).name == name

    def test_are_chosen_by_staff_over_that(self):
        assert adapter_for(["moodle"], named="canvas").name == "canvas"

    def test_go_on_to_the_next_family_that_is_told(self):
        assert adapter_for(["custom build", "moodle"]).name == "moodle"


def shown(score, maximum="100"):
    return Shown(None if score is None else Decimal(score), Decimal(maximum))


class TestWhatAnLmsShows:
    @pytest.mark.parametrize(
        ("points", "maximum", "there"),
        [
            (7, 10, shown("70")),
            (2, 3, shown("66.67")),
            (80, 100, shown("0.8", "1")),
            (7, 3, shown("2.33", "1")),
        ],
    )
    def test_is_ours_on_whatever_scale(self, points, maximum, there):
        expected = (points, maximum) != (7, 3)

        assert agrees(there, Mark(points * 10_000, maximum * 10_000)) is expected

    def test_is_not_ours_when_it_is_another_number(self):
        assert not agrees(shown("80.5"), Mark(800_000, 1_000_000))
        assert not agrees(shown("0.81", "1"), Mark(800_000, 1_000_000))

    def test_is_ours_when_the_lms_cuts_off(self):
        assert agrees(shown("100"), Mark(1_200_000, 1_000_000), clips=True)
        assert not agrees(shown("100"), Mark(1_200_000, 1_000_000))

    def test_is_nobodys_when_nothing_is_shown(self):
        mark = Mark(800_000, 1_000_000)

        assert not is_anothers(None, mark)
        assert not is_anothers(shown(None), mark)
        assert agrees(shown(None), None)

    def test_is_anothers_when_it_is_none_of_ours(self):
        ours = Mark(800_000, 1_000_000), None, Mark(700_000, 1_000_000)

        assert is_anothers(shown("42"), *ours)
        assert not is_anothers(shown("70"), *ours)
