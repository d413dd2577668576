"""Who may open and send which page about milestones: by role, and from which course."""

import pytest
from django.test import Client

from tests.factories.lms import MEMBERSHIP, Lms
from tests.factories.milestone_course import MilestoneCourse, milestone_course
from tests.factories.pages import open_as
from tests.factories.teaching import Teacher

pytestmark = pytest.mark.django_db

TEACHER = {"sub": "teacher-2", "roles": [f"{MEMBERSHIP}Instructor"]}
ASSISTANT = {
    "sub": "assistant-1",
    "roles": ["http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#TeachingAssistant"],
}
LEARNER = {"sub": "learner-1", "roles": [f"{MEMBERSHIP}Learner"]}

SEEN = (
    "milestones/",
    "milestones/{safety}/",
    "milestones/map",
    "milestones/people/",
    "milestones/people/{ada}/",
    "milestones/requests/",
    "milestones/exchange/",
    "milestones/exchange/requirements.json",
    "milestones/exchange/awards.csv",
)
MADE = ("milestones/new", "milestones/ask", "milestones/what-if", "milestones/completion")
SENT = (
    "milestones/new",
    "milestones/ask",
    "milestones/ask/1/remove",
    "milestones/need",
    "milestones/need/remove",
    "milestones/what-if",
    "milestones/completion",
    "milestones/people/{ada}/complete",
    "milestones/{safety}/edit",
    "milestones/{safety}/switch",
    "milestones/{safety}/give",
    "milestones/{safety}/give/1/remove",
    "milestones/people/{ada}/decide",
    "milestones/requests/1/answer",
    "milestones/exchange/import",
    "milestones/exchange/decide",
)
# What makes every form whole, so that nothing but the right is in the way.
WHOLE = {
    "display_name": "Mine now",
    "act": "off",
    "subject": "course:1",
    "needed": "course:1",
    "milestone": "1",
    "verdict": "revoke",
    "reason": "Why not",
    "answer-1-answer": "let-past",
    "answer-1-reply": "Yes",
    "document": '{"version": 1, "course": "1"}',
    "rows": "person,milestone,act\nAda Example,Lab safety,award",
    "zone": "UTC",
}


@pytest.fixture
def here(lms: Lms) -> MilestoneCourse:
    return milestone_course(Teacher.of(lms).course)


@pytest.mark.parametrize(
    ("who", "seen", "made"),
    [(TEACHER, 200, 200), (ASSISTANT, 200, 403), (LEARNER, 403, 403)],
    ids=["teacher", "assistant", "learner"],
)
def test_pages_open_to_whoever_works_in_the_course_and_forms_to_whoever_teaches(
    lms: Lms, here: MilestoneCourse, who: dict[str, object], seen: int, made: int
) -> None:
    somebody = Teacher.of(lms, **who)

    statuses = {path: somebody.see(here.fill(path)).status_code for path in (*SEEN, *MADE)}

    assert statuses == {**dict.fromkeys(SEEN, seen), **dict.fromkeys(MADE, made)}


@pytest.mark.parametrize("who", [ASSISTANT, LEARNER], ids=["assistant", "learner"])
def test_nothing_is_changed_by_whoever_does_not_teach(
    lms: Lms, here: MilestoneCourse, who: dict[str, object]
) -> None:
    somebody = Teacher.of(lms, **who)

    statuses = {path: somebody.do(here.fill(path), **WHOLE).status_code for path in SENT}

    assert statuses == dict.fromkeys(SENT, 403)
    assert here.states(here.ada) == {"Field trip": "earned"}


def test_an_assistant_finds_no_button_that_changes_anything(
    lms: Lms, here: MilestoneCourse
) -> None:
    assistant = Teacher.of(lms, **ASSISTANT)

    for path in SEEN[:7]:
        assert 'method="post"' not in assistant.see(here.fill(path)).content.decode(), path


@pytest.mark.parametrize("path", ["milestones/", "milestones/mine", "gate/", "gate/state"])
def test_where_there_is_no_course_there_are_no_milestones(lms: Lms, path: str) -> None:
    browser = Client()
    page = open_as(
        lms,
        browser,
        message_type="DataPrivacyLaunchRequest",
        for_user={"user_id": "person-1"},
        context=None,
        resource_link=None,
    )

    assert browser.get(page + path).status_code == 404
