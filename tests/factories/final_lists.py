"""A teacher in front of the wizard, with a course that has results."""

import re
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from lti_exams.launches import api as launches
from lti_exams.qualifications import api as qualifications
from lti_exams.results import api as results
from tests.factories import exams as make
from tests.factories import gradebook as book
from tests.factories.lms import MEMBERSHIP, Lms
from tests.factories.pages import ours, text_of
from tests.factories.qualifying import ALL
from tests.factories.teaching import Teacher


@dataclass
class Wizard:
    """A run of the wizard in a browser, step by step."""

    teacher: Teacher
    home: str

    @classmethod
    def begun(cls, teacher: Teacher) -> "Wizard":
        """Press the button of the status page."""
        answer = teacher.browser.post(f"{teacher.page}qualification/begin", headers=ours())
        return cls(teacher, answer["Location"].removesuffix("plugins"))

    @property
    def key(self) -> str:
        return self.home.split("/")[-2]

    @property
    def run(self) -> qualifications.Run:
        return qualifications.find_run(self.key)

    def see(self, path: str, **asked: Any) -> HttpResponse:
        return self.teacher.browser.get(self.home + path, asked)

    def send(self, page: str, **fields: Any) -> HttpResponse:
        return self.teacher.browser.post(self.home + page, fields, headers=ours())

    def choose(self, plugin: str) -> str:
        """Choose a plugin, and return where its page is."""
        return self.send("plugins", plugin=plugin)["Location"]

    def tell(self, address: str, **fields: Any) -> HttpResponse:
        """Send what a plugin's page asks."""
        return self.teacher.browser.post(address, fields, headers=ours())

    def through(self, plugin: str, **fields: Any) -> HttpResponse:
        """Go as far as the preview."""
        self.tell(self.choose(plugin), **fields)
        return self.see("preview")


@dataclass
class Class:
    """A course in which Ada passed everything, Ben one of two, and Cem nothing."""

    teacher: Teacher
    columns: list[results.Column]
    people: dict[str, launches.Person]

    @classmethod
    def of(cls, lms: Lms, **who: Any) -> "Class":
        teacher, now = Teacher.of(lms, **who), timezone.now()
        columns = [book.column(teacher.course, title, now=now) for title in ("Essay", "Report")]
        names = {"Ada": [80, 70], "Ben": [60, 20], "Cem": [None, 10]}
        people = {name: make.person(teacher.course, f"{name} Example") for name in names}
        book.grades(columns, {people[name]: cells for name, cells in names.items()}, now=now)
        return cls(teacher, columns, people)

    def member(self, name: str) -> launches.Membership:
        return self.people[name].memberships.get(course=self.teacher.course)


def rows_of(response: HttpResponse) -> dict[str, str]:
    """Return what a list of students says of each, by their first names."""
    told = re.sub(r"\s+", " ", response.content.decode())
    found = re.findall(r"<tr>\s*<th scope=\"row\">(\w+) Example(.*?)</tr>", told)
    return {name: " ".join(re.sub(r"<[^>]+>", " ", row).split()) for name, row in found}


def saved(school: Class, plugin: str = ALL, **fields: object) -> qualifications.Status:
    """Save a list through the wizard, and return it."""
    wizard = Wizard.begun(school.teacher)
    wizard.through(plugin, **fields)
    wizard.send("save", status="ready", message="")
    status = qualifications.last_status(school.teacher.course)
    assert status is not None
    return status


def decided(school: Class) -> dict[str, bool | None]:
    """Return what the active list says of each, by their first names."""
    status = qualifications.last_status(school.teacher.course)
    assert status is not None
    rows = qualifications.decisions_of(status)
    return {one.relatedstudent.person.name.split()[0]: one.qualifies for one in rows}


def own(lms: Lms, school: Class, name: str) -> str:
    """Return what a learner is told on their own page."""
    person = school.people[name]
    learner = Teacher.of(lms, sub=person.sub, name=person.name, roles=[f"{MEMBERSHIP}Learner"])
    return text_of(learner.see("qualification/mine"))
