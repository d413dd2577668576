"""Every text of the learner's pages goes through the catalogues of translators."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone

from lti_exams.exams import api as exams
from lti_exams.launches.models import Launch
from tests.factories import exams as make
from tests.factories.lms import Lms
from tests.factories.pages import open_as
from tests.factories.pseudo import LANGUAGE, catalogue_in, plain_words
from tests.factories.sitting import Seat, let, placed_exam

pytestmark = pytest.mark.django_db
Event = exams.Event
# People, courses and exams are named by numbers here: names are not translated.
WHO = {
    "name": "17",
    "context": {"id": "course-1", "label": "18", "title": "18"},
    "resource_link": {"id": "link-1", "title": "19"},
}
DAY = timedelta(days=1)


@pytest.fixture(scope="session")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("locale")
    catalogue_in(folder)
    return folder


@pytest.fixture(autouse=True)
def _spoken(catalogues: Path, settings: Any) -> None:
    """Let the service offer the language, and nothing else."""
    settings.LOCALE_PATHS = [catalogues]
    settings.LANGUAGES = [("en", "English"), (LANGUAGE, "Wide")]


def seat(lms: Lms, **about: Any) -> Seat:
    """Somebody whose browser speaks the language, before an exam."""
    placed_exam(lms, title="20", **about)
    browser = Client(headers={"accept-language": LANGUAGE})
    return Seat(browser, open_as(lms, browser, **WHO))


def said(answer: Any) -> str:
    page: str = answer.content.decode()
    assert f'lang="{LANGUAGE}"' in page
    return page


def shown(seat: Seat, path: str = "") -> str:
    answer = seat.browser.get(f"{seat.address}{path}", follow=True)
    assert answer.status_code == 200
    return said(answer)


def nothing(seat: Seat) -> None:
    return None


def stopped(seat: Seat) -> None:
    seat.begin()
    seat.act("stop")


def handed_in(seat: Seat) -> None:
    stopped(seat)
    seat.act("submit")


def begun_then(*events: exams.Event) -> Callable[[Seat], None]:
    def do(seat: Seat) -> None:
        seat.begin()
        for event in events:
            let(event)

    return do


def came_in(seat: Seat) -> None:
    seat.do("come-in")


def declined(seat: Seat) -> None:
    seat.do("come-in")
    seat.act("decline")


def at_another_device(seat: Seat) -> None:
    seat.begin()
    exams.Attempt.objects.update(device="another")


def without_cookies(seat: Seat) -> None:
    Launch.objects.update(cookieless=True)


PAGES: dict[str, tuple[dict[str, Any], Callable[[Seat], None]]] = {
    "before": ({}, nothing),
    "before it opens": ({"opens_at": DAY}, nothing),
    "after it closed": ({"opens_at": -2 * DAY, "due_at": -DAY}, nothing),
    "before one with rules": (
        {
            "access_rules": (
                {"rule": "password", "password": "x"},
                {"rule": "addresses", "networks": ["192.0.2.0/24"]},
            )
        },
        nothing,
    ),
    "without cookies": ({}, without_cookies),
    "instructions": ({"may_opt_out": True}, came_in),
    "the wait for the vendor": ({"vendor": "tool:1"}, came_in),
    "the exam": ({}, lambda seat: seat.begin() and None),
    "the exam without a limit": ({"limit_seconds": None}, lambda seat: seat.begin() and None),
    "at another device": ({}, at_another_device),
    "paused": ({}, begun_then(Event.PAUSE)),
    "before handing in": ({}, stopped),
    "the result": ({}, handed_in),
    "an error": ({}, begun_then(Event.FAIL)),
    "declined": ({"may_opt_out": True}, declined),
    "taken back": ({}, begun_then(Event.RESET)),
}


class TestEveryPageOfAnExam:
    @pytest.mark.parametrize("name", PAGES)
    def test_says_nothing_that_no_translator_was_given(self, lms: Lms, name: str) -> None:
        about, do = PAGES[name]
        now = timezone.now()
        dated = {key: now + value if key.endswith("_at") else value for key, value in about.items()}
        sitter = seat(lms, **dated)
        do(sitter)

        page = shown(sitter)

        assert plain_words(page) == []

    @pytest.mark.parametrize("note", ["moved", "honour", "password"])
    def test_says_so_too_what_went_wrong(self, lms: Lms, note: str) -> None:
        sitter = seat(lms)
        came_in(sitter)

        assert plain_words(shown(sitter, f"?note={note}")) == []

    def test_says_so_too_after_a_rehearsal(self, lms: Lms) -> None:
        sitter = seat(lms)
        sitter.way = "exam/rehearsal/"
        handed_in(sitter)

        assert plain_words(shown(sitter)) == []


class TestOtherPagesOfALearner:
    def _opened(self, lms: Lms, **claims: Any) -> str:
        browser = Client(headers={"accept-language": LANGUAGE})
        return said(browser.get(open_as(lms, browser, **WHO, **claims), follow=True))

    def test_are_translated_where_the_link_is_not_ready(self, lms: Lms) -> None:
        assert plain_words(self._opened(lms)) == []

    def test_are_translated_on_the_way_to_a_new_window(self, lms: Lms) -> None:
        sitter = seat(lms)

        answer = sitter.browser.get(f"{sitter.launch}new-window/")

        assert plain_words(said(answer)) == []

    def test_are_translated_where_they_see_all_their_exams(self, lms: Lms) -> None:
        sitter = seat(lms)
        sitter.begin()
        link = Launch.objects.latest("pk").link
        assert link is not None
        make.exam(link.course, now=timezone.now(), slug="other", title="21")
        link.placement.kind = "dashboard"
        link.placement.save()

        answer = sitter.browser.get(sitter.launch, follow=True)

        assert plain_words(said(answer)) == []

    def test_are_translated_where_something_is_refused(self, lms: Lms) -> None:
        sitter = seat(lms)

        answer = sitter.browser.get(f"{sitter.launch}attempts/")

        page = re.sub(r"R-[A-Z0-9]+|act-refused", "", said(answer))
        assert plain_words(page) == []


class TestTheModulesOfAPage:
    def test_say_nothing_that_the_page_did_not_give_them(self) -> None:
        folder = Path(django_settings.BASE_DIR, "lti_exams")
        modules = [
            *folder.glob("web/static/web/js/*.js"),
            *folder.glob("edge/static/edge/js/*.js"),
        ]
        spoken = re.compile(r"(?:textContent|innerText|ariaLabel|alert\()\s*=?\s*[\"'`][A-Za-z]")

        assert modules
        assert [path.name for path in modules if spoken.search(path.read_text())] == []
