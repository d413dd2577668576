import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic

from django.db import connection

from lti_exams.platforms import api as platforms
from tests.factories.fake_lms_server import FakeLms, Received, Told

SCORE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"


class TestManyCallersAtOnce:
    CALLERS = 8

    def test_ask_for_one_token_and_share_it(
        self, server: FakeLms, platform: platforms.Platform, now: datetime
    ) -> None:
        may_answer = threading.Event()
        server.answers["/token"] = _held_back(server, may_answer)
        tokens: list[str] = []

        threads = self._start(lambda: tokens.append(_bearer_of(platform, now)))
        _wait_until(lambda: len(server.sent_to("/token")) > 0)
        may_answer.set()
        for thread in threads:
            thread.join(timeout=30)

        assert tokens == ["token-1"] * self.CALLERS
        assert len(server.sent_to("/token")) == 1

    def test_go_on_with_the_old_token_while_one_of_them_renews_it(
        self, server: FakeLms, platform: platforms.Platform, now: datetime
    ) -> None:
        platforms.bearer(platform, [SCORE], now=now)
        may_answer, later = threading.Event(), now + timedelta(minutes=50)
        server.answers["/token"] = _held_back(server, may_answer)
        renewing = threading.Thread(target=lambda: _bearer_of(platform, later))
        renewing.start()
        _wait_until(lambda: len(server.sent_to("/token")) == 2)

        held = platforms.bearer(platform, [SCORE], now=later)
        may_answer.set()
        renewing.join(timeout=30)

        assert held.token == "token-1"
        assert platforms.bearer(platform, [SCORE], now=later).token == "token-2"

    def _start(self, work: Callable[[], object]) -> list[threading.Thread]:
        threads = [threading.Thread(target=work) for _ in range(self.CALLERS)]
        for thread in threads:
            thread.start()
        return threads


def _bearer_of(platform: platforms.Platform, now: datetime) -> str:
    try:
        return platforms.bearer(platform, [SCORE], now=now).token
    finally:
        connection.close()


def _held_back(server: FakeLms, may_answer: threading.Event) -> Callable[[Received], Told]:
    gives = server.answers["/token"]

    def answer(received: Received) -> Told:
        may_answer.wait(timeout=20)
        return gives(received)

    return answer


def _wait_until(is_so: Callable[[], bool]) -> None:
    deadline = monotonic() + 20
    while not is_so():
        assert monotonic() < deadline, "it did not happen in time"
        threading.Event().wait(0.01)
