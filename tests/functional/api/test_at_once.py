from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from lti_exams.exams import api as exams
from tests.factories.lms import Lms
from tests.factories.rest import Caller, Hall, Scope, by_token

THREADS = 4


@pytest.mark.django_db(transaction=True)
class TestTheSameKeyAtOnce:
    def test_is_done_once_and_answered_alike(self) -> None:
        hall = Hall.opened(Lms.registered())
        program = by_token(*Scope)
        together = Barrier(THREADS)

        def send(_: int) -> tuple[int, bytes]:
            caller = Caller(headers=program.headers)
            together.wait(timeout=30)
            try:
                answer = caller.post(
                    f"{hall.of_exam}/extensions",
                    {"minutes": 5, "reason": "because"},
                    **{"Idempotency-Key": "k"},
                )
            finally:
                connection.close()
            return answer.status_code, answer.content

        with ThreadPoolExecutor(THREADS) as pool:
            answers = set(pool.map(send, range(THREADS)))

        assert [status for status, _ in answers] == [201]
        assert exams.Extension.objects.count() == 1
