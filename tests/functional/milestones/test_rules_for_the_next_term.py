"""When a course is completed goes along into the course of the next term, by names."""

import json
from typing import Any

import pytest
from django.utils import timezone

from lti_exams.journeys.record_milestones import subject_of_exam
from lti_exams.milestones import api as milestones
from tests.factories import milestones as make
from tests.factories.lms import Lms
from tests.factories.milestone_course import BY, MilestoneCourse, own
from tests.factories.pages import text_of
from tests.factories.teaching import Teacher

pytestmark = pytest.mark.django_db

NEXT = {"context": {"id": "c2", "title": "Course 101 again"}, "resource_link": {"id": "l2"}}


@pytest.fixture
def next_term(lms: Lms) -> Teacher:
    return Teacher.of(lms, **NEXT)


@pytest.fixture
def text(teacher: Teacher, here: MilestoneCourse) -> str:
    """Course 101 is completed by its exam, a lab outside, and a milestone that only it names."""
    thesis = own(here.course, "Thesis", is_given_by_hand=True)
    exam = {"subject": str(subject_of_exam(here.exam)), "minimum_score": 600_000}
    lab = {"ask": "completed", "about": {"subject": "content-item:lab", "verified": True}}
    held = {"ask": "milestone-held", "about": {"milestone": thesis.key}}
    parts = [{"ask": "completed", "about": exam}, {"any": [lab, held]}]
    keep(teacher, {"at_least": 2, "of": parts})
    return teacher.see("milestones/exchange/requirements.json").content.decode()


def keep(teacher: Teacher, document: Any) -> None:
    key = str(teacher.course.pk)
    milestones.set_course_rule(key, document, by=BY, now=timezone.now())


def take(teacher: Teacher, text: str, act: str = "look", **told: Any) -> Any:
    return teacher.do("milestones/exchange/import", document=text, act=act, **told)


def rule(teacher: Teacher) -> Any:
    return milestones.course_rule(str(teacher.course.pk))


def titles(teacher: Teacher) -> set[str]:
    return {one.title for one in milestones.milestones_in(f"course:{teacher.course.pk}")}


def asked(exam: Any, thesis: int) -> dict[str, Any]:
    lab = {"subject": "content-item:lab", "verified": True}
    return {
        "at_least": 2,
        "of": [
            {
                "ask": "completed",
                "about": {"subject": f"exam:{exam.pk}", "minimum_score": 600_000},
            },
            {
                "any": [
                    {"ask": "completed", "about": lab},
                    {"ask": "milestone-held", "about": {"milestone": thesis}},
                ]
            },
        ],
    }


def thesis_of(teacher: Teacher) -> int:
    name = (f"course:{teacher.course.pk}", "Thesis")
    return milestones.milestones_named([name])[name].key


class TestTheDocument:
    def test_names_nothing_of_the_rule_by_a_key(self, text: str, here: MilestoneCourse) -> None:
        told = json.loads(text)

        first, second = told["rule"]["of"]
        assert first["about"] == {"exam": "safety", "minimum_score": 600_000}
        assert second["any"][0]["about"] == {"content-item": "lab", "verified": True}
        assert second["any"][1]["about"] == {"milestone": [f"course:{here.course.pk}", "Thesis"]}
        assert "Thesis" in {one["name"] for one in told["milestones"]}

    def test_of_a_course_without_a_rule_has_none(self, teacher: Teacher) -> None:
        told = json.loads(teacher.see("milestones/exchange/requirements.json").content)

        assert "rule" not in told

    def test_names_what_is_in_another_course_with_that_course(
        self, teacher: Teacher, next_term: Teacher
    ) -> None:
        there = next_term.exam(slug="entry")
        leaf = {"ask": "completed", "about": {"subject": f"exam:{there.pk}"}}
        other = {"ask": "completed", "about": {"subject": f"course:{next_term.course.pk}"}}
        keep(teacher, {"all": [leaf, other]})

        text = teacher.see("milestones/exchange/requirements.json").content.decode()

        about = [one["about"] for one in json.loads(text)["rule"]["all"]]
        assert about == [{"exam": "entry", "of": "c2"}, {"course": "c2"}]
        keep(teacher, leaf)
        take(teacher, text, "take", replaces_rule="on")
        assert rule(teacher).document == {"all": [leaf, other]}


class TestThePreview:
    def test_says_what_the_rule_would_be_here_and_keeps_nothing(
        self, text: str, next_term: Teacher
    ) -> None:
        next_term.exam(slug="safety", title="Safety test again")

        words = text_of(take(next_term, text))

        assert "At least 2 of these Safety test again: at least 60 % of the points" in words
        assert "Any one of these lab: verified Thesis" in words
        assert "This course has no rule yet." in words
        assert rule(next_term) is None
        assert titles(next_term) == set()

    def test_says_in_words_what_is_not_here(self, text: str, next_term: Teacher) -> None:
        words = text_of(take(next_term, text))

        assert "This rule is not taken in. Everything else is." in words
        assert "The exam “Safety test”: no exam here has its short name" in words
        assert "safety (not here)" in words

    def test_offers_what_takes_the_place_of_what_only_the_rule_names(
        self, text: str, next_term: Teacher, here: MilestoneCourse
    ) -> None:
        told, other = json.loads(text), next_term.exam(slug="other", title="Other exam")
        told |= {"requirements": [], "fulfilments": []}
        old = str(subject_of_exam(here.exam))

        assert "In the place of Safety test" in text_of(take(next_term, json.dumps(told)))
        take(next_term, json.dumps(told), "take", **{f"to-{old}": str(other.pk)})

        assert rule(next_term).document == asked(other, thesis_of(next_term))

    def test_tells_of_another_rule_that_is_here(self, text: str, next_term: Teacher) -> None:
        exam = next_term.exam(slug="safety")
        keep(next_term, {"ask": "completed", "about": {"subject": f"exam:{exam.pk}"}})

        assert "This course has another rule already. It stays" in text_of(take(next_term, text))


class TestTakingItIn:
    def test_keeps_the_rule_and_makes_what_only_it_names(
        self, text: str, next_term: Teacher
    ) -> None:
        exam = next_term.exam(slug="safety")

        take(next_term, text, "take")

        assert rule(next_term).document == asked(exam, thesis_of(next_term))
        assert titles(next_term) == {"Lab safety", "Field trip", "Thesis"}

    def test_twice_changes_nothing(self, text: str, next_term: Teacher) -> None:
        next_term.exam(slug="safety")
        take(next_term, text, "take")
        first = rule(next_term)

        words = text_of(take(next_term, text))
        take(next_term, text, "take", replaces_rule="on")

        assert "This course has the same rule already" in words
        assert (rule(next_term).version, rule(next_term).changed_at) == (1, first.changed_at)

    @pytest.mark.parametrize(
        ("told", "is_replaced"), [({}, False), ({"replaces_rule": "on"}, True)]
    )
    def test_replaces_another_rule_only_where_staff_say_so(
        self, text: str, next_term: Teacher, told: dict[str, str], *, is_replaced: bool
    ) -> None:
        exam = next_term.exam(slug="safety")
        before = {"ask": "completed", "about": {"subject": f"exam:{exam.pk}"}}
        keep(next_term, before)

        take(next_term, text, "take", **told)

        assert (rule(next_term).document != before) is is_replaced
        assert ("Thesis" in titles(next_term)) is is_replaced
        assert "Lab safety" in titles(next_term)

    def test_leaves_a_rule_that_names_what_is_not_here_and_takes_the_rest(
        self, text: str, next_term: Teacher
    ) -> None:
        next_term.exam(slug="safety")
        told = json.loads(text.replace('"exam": "safety"', '"exam": "gone"'))

        take(next_term, json.dumps(told), "take", replaces_rule="on")

        assert rule(next_term) is None
        assert titles(next_term) == {"Lab safety", "Field trip"}

    def test_leaves_a_rule_that_would_make_what_is_of_others(
        self, text: str, next_term: Teacher
    ) -> None:
        next_term.exam(slug="safety")
        told = json.loads(text)
        told["milestones"] += [{"namespace": "university", "name": "Oath"}]
        held = {"ask": "milestone-held", "about": {"milestone": ["university", "Oath"]}}
        told["rule"] = {"all": [held]}

        words = text_of(take(next_term, json.dumps(told)))
        take(next_term, json.dumps(told), "take")

        assert "“Oath”: it is a milestone of others, which only staff can make." in words
        assert rule(next_term) is None
        make.milestone("Oath", namespace="university")
        take(next_term, json.dumps(told), "take")
        assert rule(next_term) is not None


HELD = {"ask": "milestone-held", "about": {"milestone": ["a", "b"]}}
DEEP: dict[str, Any] = HELD
for _ in range(9):
    DEEP = {"all": [DEEP]}


@pytest.mark.parametrize(
    "told",
    [
        7,
        [],
        {},
        "all",
        {"all": {}},
        {"all": [7]},
        {"all": [], "any": []},
        {"at_least": 2, "of": [HELD]},
        {"ask": "completed"},
        {"ask": "nonsense", "about": {}},
        {"ask": ["completed"], "about": {}},
        {"ask": "completed", "about": {"exam": 7}},
        {"ask": "completed", "about": {"exam": "a\x00"}},
        {"ask": "completed", "about": {"exam": "\ud800"}},
        {"ask": "completed", "about": {"exam": "a", "link": "b"}},
        {"ask": "completed", "about": {"exam": "a", "of": None}},
        {"ask": "completed", "about": {"exam": "a", "minimum_score": "much"}},
        {"ask": "completed", "about": {"exam": "a", "minimum_score": [1]}},
        {"ask": "completed", "about": {"content-item": ""}},
        {"ask": "completed", "about": {"content-item": "x" * 300}},
        {"ask": "milestone-held", "about": {"milestone": 7}},
        {"ask": "milestone-held", "about": {"milestone": ["a", 7]}},
        {"ask": "milestone-held", "about": {"milestone": ["prerequisite", "planet:1"]}},
        {"all": [HELD] * 501},
        DEEP,
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_whole(
    text: str, next_term: Teacher, told: Any
) -> None:
    next_term.exam(slug="safety")

    page = take(next_term, json.dumps({**json.loads(text), "rule": told}), "take")

    assert page.status_code == 422
    assert titles(next_term) == set()
