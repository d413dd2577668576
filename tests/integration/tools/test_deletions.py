"""Tools that know a person are asked to delete them, each by the name that it knows."""

from datetime import datetime

import pytest

from lti_exams.audit import api as audit
from lti_exams.journeys.access import Scope, caller_of_command
from lti_exams.journeys.forget_person import Forgotten, forget_person
from lti_exams.launches import api as launches
from lti_exams.outbox import api as outbox
from lti_exams.tools import api as tools
from tests.factories import exams as make
from tests.factories.rest import by_token
from tests.factories.tools import FakeTool

pytestmark = pytest.mark.django_db
BY_CALL = {"name": "Hawkeye", "deletion_url": "https://vendor.example/forget"}
BY_LETTER = {"name": "Letters", "deletion_email": "privacy@letters.example", "key_name": "letters"}


@pytest.fixture
def person(now: datetime) -> launches.Person:
    return make.people(make.course(now), 1)[0]


def ask(person: launches.Person, now: datetime) -> Forgotten:
    return forget_person(person.pk, by=caller_of_command(), reason="They wish it.", now=now)


class TestATool:
    def test_with_an_address_gets_a_call_that_names_its_own_pseudonym(
        self, person: launches.Person, now: datetime
    ) -> None:
        tool = FakeTool.registered(**BY_CALL, now=now).tool
        sub = tools.pseudonym(tool, person)

        asked = ask(person, now)

        message = outbox.Message.objects.get()
        assert list(asked.asked) == [tool]
        assert message.subscription.address == "https://vendor.example/forget"
        assert (message.payload["sub"], message.payload["client_id"]) == (sub, tool.client_id)
        assert person.sub not in str(message.payload)

    def test_with_a_mailbox_gets_a_letter(self, person: launches.Person, now: datetime) -> None:
        tool = FakeTool.registered(**BY_LETTER, now=now).tool
        sub = tools.pseudonym(tool, person)

        ask(person, now)

        payload = outbox.Message.objects.get().payload
        assert payload["to"] == "privacy@letters.example"
        assert sub in payload["text"]

    def test_that_told_nowhere_to_ask_is_named_to_staff(
        self, person: launches.Person, now: datetime
    ) -> None:
        tool = FakeTool.registered(now=now).tool
        tools.pseudonym(tool, person)

        asked = ask(person, now)

        assert (list(asked.asked), list(asked.nowhere)) == ([], [tool])
        entry = audit.entries_about(f"person:{person.pk}").get()
        assert (entry.reason, entry.after["nowhere"]) == ("They wish it.", [tool.key])

    def test_that_does_not_know_the_person_is_not_told_of_them(
        self, person: launches.Person, now: datetime
    ) -> None:
        FakeTool.registered(**BY_CALL, now=now)

        ask(person, now)

        assert not outbox.Message.objects.exists()

    def test_that_moves_its_address_is_called_there(
        self, person: launches.Person, now: datetime
    ) -> None:
        tool = FakeTool.registered(**BY_CALL, now=now).tool
        tools.pseudonym(tool, person)
        new = tools.told_of(tool)
        moved = tools.NewTool(
            kind=new.kind,
            name=new.name,
            login_url=new.login_url,
            launch_url=new.launch_url,
            deletion_url="https://vendor.example/new",
        )
        tools.edit(tool, moved, by="test", now=now)

        ask(person, now)

        assert outbox.Message.objects.get().subscription.address == "https://vendor.example/new"


class TestARequestOverRest:
    def test_asks_and_tells_whom(self, person: launches.Person, now: datetime) -> None:
        tool = FakeTool.registered(**BY_CALL, now=now).tool
        tools.pseudonym(tool, person)
        told = {"person": person.pk, "reason": "They wish it."}

        answer = by_token(Scope.TOOLS_WRITE).post("tools/deletions", told)

        assert answer.json() == {
            "asked": [{"id": tool.pk, "name": "Hawkeye"}],
            "nowhere": [],
            "reached": [],
            "unreached": [],
            "is_erased": False,
        }

    def test_about_nobody_says_so(self, db: None) -> None:
        told = {"person": 999, "reason": "They wish it."}

        assert by_token(Scope.TOOLS_WRITE).post("tools/deletions", told).status_code == 404

    def test_without_the_scope_is_refused(self, person: launches.Person) -> None:
        told = {"person": person.pk, "reason": "They wish it."}

        assert by_token(Scope.TOOLS_READ).post("tools/deletions", told).status_code == 403
