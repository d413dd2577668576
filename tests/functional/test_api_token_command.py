import json
from io import StringIO

import pytest
from django.core.management import call_command

from lti_exams.accounts.api import ApiToken
from lti_exams.audit.models import Entry
from lti_exams.kernel.digests import digest_of
from tests.factories import exams as make
from tests.factories.rest import Caller

pytestmark = pytest.mark.django_db


def _run(**options: object) -> dict:
    said = StringIO()
    told = {"name": "sync", "scope": ["exams:write"], **options}
    call_command("create_api_token", json=True, stdout=said, **told)
    return json.loads(said.getvalue())


def _refusal(**options: object) -> str:
    said = StringIO()
    with pytest.raises(SystemExit) as end:
        call_command(
            "create_api_token",
            json=True,
            stdout=said,
            **{"name": "sync", "scope": ["exams:write"], **options},
        )
    assert end.value.code == 1
    return json.loads(said.getvalue())["error"]


class TestCreateApiToken:
    def test_tells_a_token_that_opens_the_api(self) -> None:
        told = _run()

        caller = Caller(headers={"Authorization": f"Bearer {told['token']}"})
        assert caller.get("me").json()["may"] == ["see-exams", "edit-exams"]

    def test_stores_nothing_but_a_digest(self) -> None:
        told = _run()

        assert ApiToken.objects.get().digest == digest_of(told["token"])

    def test_makes_a_token_for_one_course(self, now) -> None:
        course = make.course(now)

        told = _run(course=course.pk)

        caller = Caller(headers={"Authorization": f"Bearer {told['token']}"})
        assert caller.get("me").json()["course"]["id"] == course.pk

    def test_is_written_down(self) -> None:
        told = _run()

        entry = Entry.objects.get(subject=f"token:{told['id']}")
        assert (entry.actor, entry.action) == ("command", "api-token.created")
        assert told["token"] not in str(entry.after)

    def test_makes_a_token_for_ever_where_it_is_asked_to(self) -> None:
        assert _run(days=0)["expires_at"] is None

    @pytest.mark.parametrize(
        ("options", "code"),
        [
            ({"name": "  "}, "api-token-not-made"),
            ({"name": "x" * 201}, "api-token-not-made"),
            ({"course": 999}, "api-token-not-made"),
            ({"course": 2**70}, "api-token-not-made"),
            ({"days": -1}, "command-failed"),
            ({"days": 10**9}, "command-failed"),
        ],
    )
    def test_refuses_what_makes_no_token(self, options: dict, code: str) -> None:
        assert _refusal(**options) == code
