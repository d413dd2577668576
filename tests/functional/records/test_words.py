"""Every text of the pages about rosters, results and lists goes through the translators."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lti_exams.launches import api as launches
from tests.factories import exams as make
from tests.factories import gradebook as book
from tests.factories.deciding import decide, export
from tests.factories.lms import Lms
from tests.factories.pages import TEACHER, open_as
from tests.factories.pseudo import LANGUAGE, catalogue_in, plain_words

pytestmark = pytest.mark.django_db
# People and courses are named by numbers here: names are not translated.
WHO = TEACHER | {
    "name": "17",
    "context": {"id": "course-1", "label": "18", "title": "18"},
    "resource_link": {"id": "link-1", "title": "19"},
}
PAGES = [
    *("roster/", "results/", "results/import", "results/columns/new", "results/columns/{k}/"),
    *("results/people/{p}/", "qualification/statuses/{s}/export"),
    "qualification/statuses/{s}/print",
]


@pytest.fixture(scope="module")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("locale")
    catalogue_in(folder)
    return folder


# The catalogue is made of every text of the house, which takes long.
@pytest.mark.slow
def test_says_nothing_that_no_translator_was_given(
    lms: Lms, catalogues: Path, settings: Any
) -> None:
    settings.LOCALE_PATHS = [catalogues]
    settings.LANGUAGES = [("en", "English"), (LANGUAGE, "Wide")]
    browser = Client(headers={"accept-language": LANGUAGE})
    home = open_as(lms, browser, **WHO)
    known = _filled(launches.Course.objects.get())

    said = {path: plain_words(_read(browser, home + path.format(**known))) for path in PAGES}

    # What is a name in every language stays.
    assert {word for words in said.values() for word in words} <= {"CSV", "JSON", "XLSX"}


def _filled(course: launches.Course) -> dict[str, int]:
    now = timezone.now()
    ada = make.person(course, "20")
    launches.Person.objects.filter(pk=ada.pk).update(sub="21", family_name="22")
    launches.Person.objects.exclude(pk=ada.pk).update(sub="25")
    column = book.column(course, "23", now=now)
    book.grade(column, ada, 40, now=now)
    export(decide(course, now=now), now=now)
    status = decide(course, ada, now=now)
    type(status).objects.filter(pk=status.pk).update(message="24")
    return {"k": column.pk, "p": ada.pk, "s": status.pk}


def _read(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()
