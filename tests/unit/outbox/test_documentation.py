"""docs/events.md and docs/webhooks.md say what is done."""

import json
import re
from pathlib import Path

from lti_exams.journeys import announce_statuses
from lti_exams.journeys.attempt_events import EVENTS
from lti_exams.outbox.rules.openedx import TOPIC, TYPES
from lti_exams.outbox.rules.retries import said_by

ROOT = Path(__file__).resolve().parents[3]
EVENTS_PAGE = (ROOT / "docs" / "events.md").read_text()
WEBHOOKS_PAGE = (ROOT / "docs" / "webhooks.md").read_text()


class TestThePageAboutEvents:
    def test_lists_every_event_and_what_it_means(self) -> None:
        listed = re.findall(r"^\| `(attempt\.\w+)` \| ([^`]+) \|$", EVENTS_PAGE, flags=re.MULTILINE)

        assert listed == [(name, str(what)) for name, what in EVENTS.items()]

    def test_lists_the_events_of_lists_too(self) -> None:
        rows = r"^\| `(qualification\.\w+)` \| ([^`]+) \|$"
        listed = re.findall(rows, EVENTS_PAGE, flags=re.MULTILINE)

        assert listed == [(name, str(what)) for name, what in announce_statuses.EVENTS.items()]

    def test_lists_what_each_is_on_the_bus_of_open_edx(self) -> None:
        listed = re.findall(
            r"^\| `(attempt\.\w+)` \| `([\w.]+)` \|$", EVENTS_PAGE, flags=re.MULTILINE
        )

        assert dict(listed) == TYPES
        assert TOPIC in EVENTS_PAGE

    def test_explains_every_field_of_its_example(self) -> None:
        example = json.loads(re.search(r"```json\n(.*?)```", EVENTS_PAGE, flags=re.DOTALL)[1])
        explained = set(re.findall(r"`(\w+)`", EVENTS_PAGE.split("| field | is |")[1]))

        assert {*example["data"], *example} - {"data"} <= explained


class TestThePageAboutWebhooks:
    def test_says_which_answers_are_final(self) -> None:
        row = next(line for line in WEBHOOKS_PAGE.splitlines() if "or a redirect" in line)

        final = {int(number) for number in re.findall(r"\d{3}", row)}
        assert final == {status for status in range(400, 600) if not said_by(status).again}
