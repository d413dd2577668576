"""Each fault does what it says, as often as its seed says, and the ledger knows the truth."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from email.utils import parsedate_to_datetime

import pytest
import requests

from tests.factories.university import at

from .visiting_tool import MEMBERS, RESULTS


@pytest.fixture
def link(tool):
    return tool.add_link()


class TestFaults:
    def test_latency_delays_the_answer(self, lms, tool, link):
        lms.break_by("latency", endpoints=["scores"], seconds=0.4)

        began = time.monotonic()
        answer = tool.send_score(link, "ada-alder", 5)

        assert answer.ok
        assert time.monotonic() - began >= 0.4

    @pytest.mark.parametrize("status", [500, 502, 503])
    def test_an_error_writes_nothing(self, lms, tool, link, status):
        lms.break_by("error", endpoints=["scores"], status=status)

        assert tool.send_score(link, "ada-alder", 5).status_code == status
        assert lms.get("scores") == []

    @pytest.mark.parametrize("status", [403, 429])
    def test_a_throttle_says_when_to_come_back(self, lms, tool, link, status):
        lms.break_by("throttle", endpoints=["scores"], status=status, retry_after=7)

        answer = tool.send_score(link, "ada-alder", 5)

        assert answer.status_code == status
        assert answer.headers["Retry-After"] == "7"
        assert "Rate Limit Exceeded" in answer.text

    def test_a_reset_comes_after_the_write(self, lms, tool, link):
        lms.break_by("reset", endpoints=["scores"])

        with pytest.raises(requests.ConnectionError):
            tool.send_score(link, "ada-alder", 5)

        assert lms.times("score.recorded") == 1

    def test_a_hang_ends_without_an_answer_and_without_a_write(self, lms, tool, link):
        lms.break_by("hang", endpoints=["scores"], seconds=0.3)

        with pytest.raises(requests.ConnectionError):
            tool.send_score(link, "ada-alder", 5)

        assert lms.get("scores") == []

    def test_a_hang_that_nobody_waits_for_is_over(self, lms, tool, link):
        bearer = {"Authorization": f"Bearer {tool.token()}"}
        lms.break_by("bucket", high_water_mark=60, up_front=50, outflow=0.001, cost=1)
        lms.break_by("hang", endpoints=["scores"], seconds=50, limit=1)
        with pytest.raises(requests.ReadTimeout):
            requests.post(tool.column(link, "/scores"), headers=bearer, data="{}", timeout=0.2)

        # Its fifty are given back as soon as the LMS sees that nobody waits.
        answers = (tool.send_score(link, "ada-alder", 5).status_code for _ in range(50))

        assert 200 in answers

    def test_an_expired_token_is_401_until_a_new_one_is_asked_for(self, lms, tool, link):
        tool.token()
        lms.break_by("expired-token", endpoints=["scores"], limit=1)

        before = tool.send_score(link, "ada-alder", 5)
        still = tool.send_score(link, "ada-alder", 5)
        tool.kept_token = ""
        after = tool.send_score(link, "ada-alder", 5)

        assert (before.status_code, still.status_code, after.status_code) == (401, 401, 200)

    def test_a_wrong_clock_shows_in_the_date_and_in_tokens(self, lms, tool, link):
        lms.post("clock", offset_seconds=3600)

        claims = tool.claims("ada-alder", link)
        shown = parsedate_to_datetime(requests.get(lms.origin).headers["Date"])

        assert claims["iat"] - time.time() == pytest.approx(3600, abs=10)
        assert shown.timestamp() - time.time() == pytest.approx(3600, abs=10)

    def test_a_clock_can_be_wrong_for_some_requests_only(self, lms, tool, link):
        lms.break_by("wrong-clock", endpoints=["scores"], seconds=-3600)

        score, results = tool.send_score(link, "ada-alder", 5), requests.get(lms.origin)

        behind = parsedate_to_datetime(score.headers["Date"]).timestamp() - time.time()
        assert behind == pytest.approx(-3600, abs=10)
        assert parsedate_to_datetime(results.headers["Date"]).timestamp() > time.time() - 60

    def test_a_deleted_column_is_404_for_good(self, lms, tool, link):
        column = tool.column(link, "/results")
        lms.break_by("line-item-gone", endpoints=["results"], limit=1)

        assert tool.call("GET", column, RESULTS).status_code == 404
        assert tool.call("GET", column, RESULTS).status_code == 404
        assert lms.times("line-item.deleted") == 1

    def test_a_removed_user_gets_no_score_and_leaves_the_roster(self, lms, tool, link):
        lms.break_by("user-gone", endpoints=["scores"], limit=1)

        answer = tool.send_score(link, "ada-alder", 5)

        nrps = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
        roster = tool.claims("ben-birch", link)[nrps]["context_memberships_url"]
        names = [each["name"] for each in tool.call("GET", roster, MEMBERS).json()["members"]]
        assert answer.status_code == 404
        assert "Ada Alder" not in names

    def test_down_answers_nobody_and_ends_by_itself(self, lms, tool, link):
        column = tool.column(link, "/results")
        tool.token()
        lms.break_by("down", minutes=0.02)

        with pytest.raises(requests.ConnectionError):
            tool.call("GET", column, RESULTS)

        assert self.answers_before(time.monotonic() + 10, tool, column)

    def answers_before(self, deadline, tool, column):
        while time.monotonic() < deadline:
            try:
                return tool.call("GET", column, RESULTS).ok
            except requests.ConnectionError:
                threading.Event().wait(0.1)
        return False

    def test_down_can_say_so(self, lms, tool):
        lms.break_by("down", minutes=1, status=503)

        assert requests.get(tool.sheet["jwks_url"]).status_code == 503

    def test_a_fault_that_is_switched_off_is_over(self, lms, tool, link):
        lms.break_by("error", endpoints=["scores"])

        lms.delete("faults")

        assert tool.send_score(link, "ada-alder", 5).ok

    def test_an_unknown_fault_or_setting_is_refused(self, lms):
        for wrong in ({"kind": "flood"}, {"kind": "latency", "colour": 3}):
            answer = requests.post(f"{lms.origin}/_control/faults", json=wrong)

            assert answer.status_code == 400


class TestChance:
    def statuses(self, lms, tool, link, seed):
        lms.delete("faults")
        lms.break_by("error", endpoints=["scores"], probability=0.5, seed=seed)
        times = range(12)
        return [tool.send_score(link, "ada-alder", 5, timestamp=at(n)).ok for n in times]

    def test_the_same_seed_strikes_the_same_requests(self, lms, tool):
        first = self.statuses(lms, tool, tool.add_link(), seed=7)
        second = self.statuses(lms, tool, tool.add_link(), seed=7)
        other = self.statuses(lms, tool, tool.add_link(), seed=8)

        assert first == second
        assert first != other
        assert True in first
        assert False in first


class TestLeakyBucket:
    def test_eleven_requests_may_be_in_flight_and_no_more(self, lms, tool, link):
        address, _ = tool.column(link, "/results"), tool.token()
        lms.break_by("bucket", endpoints=["results"], outflow=0)
        lms.break_by("latency", endpoints=["results"], seconds=1)

        with ThreadPoolExecutor(16) as pool:
            asked = [pool.submit(tool.call, "GET", address, RESULTS) for _ in range(16)]
        statuses = [each.result().status_code for each in asked]

        assert statuses.count(200) == 11
        assert statuses.count(403) == 5

    def test_what_is_spent_comes_back_bit_by_bit(self, lms, tool, link):
        address, _ = tool.column(link, "/results"), tool.token()
        settings = {"high_water_mark": 100, "up_front": 20, "outflow": 20, "cost": 90}
        lms.break_by("bucket", endpoints=["results"], **settings)

        first = tool.call("GET", address, RESULTS)
        second = tool.call("GET", address, RESULTS)

        assert (first.status_code, second.status_code) == (200, 403)
        assert "Rate Limit Exceeded" in second.text
        assert float(second.headers["X-Rate-Limit-Remaining"]) < 20
        assert self.passes_before(time.monotonic() + 10, tool, address)

    def passes_before(self, deadline, tool, address):
        while time.monotonic() < deadline:
            if tool.call("GET", address, RESULTS).ok:
                return True
            threading.Event().wait(0.05)
        return False


class TestLedger:
    def test_knows_how_often_the_same_thing_was_written(self, lms, tool):
        lms.post("profile", name="canvas")
        link = tool.add_link()
        for _ in range(3):
            tool.send_score(link, "ada-alder", 5)

        (entry,) = lms.get("ledger", kind="score.recorded", counted=1)

        assert entry["times"] == 3
        assert (entry["value"], entry["timestamp"]) == (5, at(0))

    def test_can_be_asked_for_one_person(self, lms, tool, link):
        tool.send_score(link, "ada-alder", 5)
        tool.send_score(link, "ben-birch", 6)

        ben = lms.get("ledger", kind="score.recorded", user_id=lms.user_id("ben-birch"))

        assert [entry["value"] for entry in ben] == [6]
