from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_exams.grades.lms import ADAPTERS
from lti_exams.grades.rules import pacing, trying
from lti_exams.grades.rules.answers import Meaning, Said, clean, readable, retry_after
from lti_exams.grades.rules.columns import Found, below, chosen, read_found
from lti_exams.grades.rules.deciding import OutcomeState, Tries, after_try
from lti_exams.grades.rules.pacing import Pace

NOON = datetime(2027, 2, 1, 12, tzinfo=UTC)
M = Meaning


class TestWhatAnAnswerMeans:
    @pytest.mark.parametrize(
        ("lms", "status", "text", "meaning"),
        [
            ("plain", 200, "", M.DELIVERED),
            ("plain", 204, "", M.DELIVERED),
            ("plain", 429, "", M.THROTTLED),
            ("canvas", 403, "403 Forbidden (Rate Limit Exceeded)", M.THROTTLED),
            ("plain", 403, "insufficient_scope", M.SCOPE),
            ("d2l", 403, "User in requested score is not enrolled in the org unit", M.PERSON),
            ("d2l", 404, "User in requested score does not exist", M.PERSON),
            ("blackboard", 400, "User could not be found:", M.PERSON),
            ("moodle", 400, "Incorrect score received", M.PERSON),
            ("moodle", 403, "Not allowed in context", M.COURSE_OVER),
            ("canvas", 422, "User not found in course or is not a student", M.PERSON),
            ("canvas", 422, "Course is concluded: AGS requests will …", M.COURSE_OVER),
            ("canvas", 422, "Maximum number of allowed attempts has been reached", M.ATTEMPTS_USED),
            ("canvas", 400, "Provided submitted_at timestamp is in the future", M.NOT_NOW),
            ("canvas", 400, "Score timestamp must be newer than the result's", M.STALE),
            ("moodle", 409, "Refusing score with an earlier timestamp", M.STALE),
            ("openedx", 400, "Score already exists for the provided timestamp", M.STALE),
            ("plain", 404, "There is no such line item.", M.COLUMN_GONE),
            ("plain", 401, "", M.TOKEN),
            ("plain", 302, "", M.NOT_NOW),
            ("plain", 500, "", M.UNCERTAIN),
            ("plain", 408, "", M.UNCERTAIN),
            ("plain", 415, "", M.SCORE),
        ],
    )
    def test_depends_on_who_says_it(self, lms, status, text, meaning):
        assert ADAPTERS[lms].means(Said(status, text)) is meaning

    @given(status=st.integers(100, 599), body=st.binary(max_size=200))
    def test_is_known_for_every_answer(self, status, body):
        for adapter in ADAPTERS.values():
            assert adapter.means(Said(status, readable(body))) in Meaning

    def test_keeps_no_secrets_and_no_novels(self):
        token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc"
        kept = clean(f"refused: {token}\n<b>{'x y ' * 300}")

        assert token not in kept
        assert len(kept) <= 200
        assert "\n" not in kept

    @pytest.mark.parametrize(
        ("body", "told"),
        [
            (b'{"errors":[{"message":"no such user"}]}', "no such user"),
            (b"<html><h1>Closed</h1></html>", "Closed"),
            (b"\xff\xfe", "\ufffd\ufffd"),
            (b"[" * 20_000, "[" * 200),
            (b'{"error": ' * 900 + b'"deep"' + b"}" * 900, '{"error": ' * 20),
        ],
    )
    def test_is_read_from_whatever_an_lms_sends(self, body, told):
        assert readable(body) == told

    @pytest.mark.parametrize(
        ("header", "seconds"),
        [("40", 40), ("Mon, 01 Feb 2027 12:00:30 GMT", 30), ("soon", None), ("-5", None)],
    )
    def test_may_say_when_to_come_back(self, header, seconds):
        told = retry_after({"Retry-After": header}, now=NOON)

        assert told == (None if seconds is None else timedelta(seconds=seconds))


def after(meaning, tries=None, *, is_newest=True):
    return after_try(meaning, tries or Tries(), is_newest=is_newest, now=NOON, draw=1.0)


class TestAfterATry:
    @given(
        meaning=st.sampled_from(Meaning),
        failures=st.integers(0, 100),
        hours=st.integers(0, 2_000),
        draw=st.floats(0, 1, exclude_max=True),
        is_newest=st.booleans(),
    )
    def test_an_outcome_waits_for_a_time_or_has_ended_for_a_reason(
        self, meaning, failures, hours, draw, is_newest
    ):
        tries = Tries(failures=failures, failing_since=NOON - timedelta(hours=hours))

        then = after_try(meaning, tries, is_newest=is_newest, now=NOON, draw=draw)

        if then.state is OutcomeState.WAITING:
            assert then.at is not None
            assert then.at >= NOON
        elif then.state is not OutcomeState.DELIVERED:
            assert then.reason

    def test_patience_that_an_lms_asks_for_is_no_attempt(self):
        assert after(M.THROTTLED, Tries(failures=2)).tries.failures == 2

    def test_what_changed_meanwhile_is_sent_at_once(self):
        for meaning in (M.DELIVERED, M.PERSON, M.OVERRIDDEN):
            then = after(meaning, is_newest=False)
            assert (then.state, then.at) == (OutcomeState.WAITING, NOON)

    def test_three_days_are_enough(self):
        since = NOON - timedelta(hours=72)

        assert after(M.UNCERTAIN, Tries(failures=9, failing_since=since)).state == "stalled"

    def test_a_third_refused_token_is_no_accident(self):
        since = NOON - timedelta(minutes=5)

        then = after(M.TOKEN, Tries(failures=2, failing_since=since))

        assert (then.state, then.reason) == ("parked", "registration-refused")

    def test_somebody_unknown_is_tried_for_two_weeks_of_nights(self):
        first = after(M.PERSON)
        last = after(M.PERSON, Tries(failures=14, failing_since=NOON - timedelta(days=14)))

        assert first.at == NOON + timedelta(hours=25)
        assert (last.state, last.at) == ("parked", None)


class TestBackoff:
    @given(failures=st.integers(1, 1_000), draw=st.floats(0, 1, exclude_max=True))
    def test_lies_between_a_second_and_an_hour(self, failures, draw):
        wait = trying.backoff(failures, draw=draw)

        assert timedelta(seconds=1) <= wait <= timedelta(hours=1)

    def test_doubles(self):
        waits = [trying.backoff(n, draw=1.0).total_seconds() for n in (1, 2, 3, 20)]

        assert waits == [5, 10, 20, 3600]


class TestPace:
    @given(st.lists(st.sampled_from(["success", "throttle", "failure", "answer"]), max_size=60))
    def test_never_lets_more_than_eight_go_at_once(self, events):
        pace, now = Pace(), NOON
        for event in events:
            now += timedelta(seconds=1)
            if event == "throttle":
                pace = pacing.after_throttle(pace, wait=None, now=now)
            elif event == "failure":
                pace = pacing.after_failure(pace, now=now)
            elif event == "success":
                pace = pacing.after_success(pace)
            else:
                pace = pacing.after_answer(pace)
            assert 0 <= pace.room(0, now=now + timedelta(days=1)) <= 8

    def test_begins_with_four_and_widens_with_success(self):
        pace = Pace()
        assert pace.room(0, now=NOON) == 4

        for _ in range(40):
            pace = pacing.after_success(pace)

        assert pace.room(0, now=NOON) == 8

    def test_halves_once_for_a_crowd_that_is_turned_away(self):
        pace = Pace(window=8.0)

        for _ in range(8):
            pace = pacing.after_throttle(pace, wait=None, now=NOON)

        assert pace.window == 4

    def test_is_quiet_for_as_long_as_it_is_asked_to_be(self):
        pace = pacing.after_throttle(Pace(), wait=timedelta(seconds=40), now=NOON)

        assert pace.room(0, now=NOON + timedelta(seconds=39)) == 0
        assert pace.room(0, now=NOON + timedelta(seconds=41)) == 2

    def test_believes_an_lms_that_says_how_much_is_left(self):
        assert pacing.after_success(Pace(window=8.0), left=150).window == 2

    def test_does_not_count_what_is_under_way_twice(self):
        assert pacing.after_success(Pace(window=8.0), left=150, under_way=5).window == 7

    def test_lets_one_find_out_whether_an_outage_is_over(self):
        pace = Pace()
        for _ in range(5):
            pace = pacing.after_failure(pace, now=NOON)
        assert pace.room(0, now=NOON) == 0

        assert pace.room(0, now=NOON + timedelta(seconds=31)) == 1
        assert pacing.after_success(pace).room(0, now=NOON) == 4


class TestTheColumn:
    ours = Found("https://lms/1", resource_id="https://us/links/1")

    def test_is_chosen_by_our_name(self):
        others = [Found("https://lms/2", resource_id="x"), self.ours]

        assert (
            chosen(others, resource_ids=[self.ours.resource_id], link_id="l").url == "https://lms/1"
        )

    def test_is_chosen_by_our_link_where_nothing_bears_our_name(self):
        found = [Found("https://lms/2", link_id="l"), Found("https://lms/3", link_id="m")]

        assert chosen(found, resource_ids=["name"], link_id="l").url == "https://lms/2"

    def test_is_none_of_two(self):
        two = [Found(f"https://lms/{n}", resource_id="name") for n in (1, 2)]

        assert chosen(two, resource_ids=["name"], link_id="l").trouble is M.MANY_COLUMNS

    def test_is_the_one_on_our_link_of_two_with_our_name(self):
        two = [
            Found("https://lms/1", resource_id="name", link_id="another"),
            Found("https://lms/2", resource_id="name", link_id="l"),
        ]

        assert chosen(two, resource_ids=["name"], link_id="l").url == "https://lms/2"

    def test_is_not_guessed_from_an_lms_that_ignores_filters(self):
        assert chosen([Found("https://lms/2")], resource_ids=["name"], link_id="l").url == ""

    @pytest.mark.parametrize("told", ["", 7, None, "https://lms/" + "1" * 2_000, "https://l\x00"])
    def test_is_none_whose_address_cannot_be_kept(self, told):
        assert read_found([{"id": told}, None, "a text"]) == []

    def test_keeps_the_query_of_its_address(self):
        assert below("https://lms/2/lineitem?type_id=1", "scores") == (
            "https://lms/2/lineitem/scores?type_id=1"
        )
