"""What a rule asks, in words."""

import pytest

from lti_exams.kernel.conditions import All, AtLeast, Condition, NoneOf
from lti_exams.kernel.conditions import Any as OneOf
from lti_exams.kernel.points import SCALE
from lti_exams.qualifications import api as qualifications
from lti_exams.web.qualifying.asked import Asked, asked
from lti_exams.web.qualifying.reasons import Names

tree = qualifications.tree
NAMES = Names({1: "Essay", 2: "Report", 3: "Lab"}, {"milestone:7": "Safety"})
BEST = qualifications.Sum(
    ((qualifications.Term(1), qualifications.Term(2, 15_000)), (qualifications.Term(3),)),
    drop_lowest=1,
)
ESSAY, REPORT = tree.passed(1), tree.passed(2)


def told(condition: Condition, *sums: qualifications.Sum) -> Asked:
    return asked(qualifications.Rule(condition, sums), NAMES)


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (ESSAY, "“Essay” passed"),
        (All((ESSAY,)), "“Essay” passed"),
        (tree.at_least(0, 60 * SCALE), "At least 60 points from "),
        (tree.at_most(0, 605 * SCALE // 10), "At most 60.5 points from "),
        (tree.among("milestone:7"), "“Safety” held"),
        (tree.among(qualifications.EARLIER), "Qualified in an earlier term"),
        (tree.passed(9), "“–” passed"),
        (All(), "Everybody qualifies"),
        (OneOf(), "Nobody qualifies"),
    ],
)
def test_a_question_is_told(condition: Condition, words: str) -> None:
    assert told(condition, BEST).words.startswith(words)


def test_a_sum_is_told_with_its_weights_and_what_is_left_out() -> None:
    words = told(tree.at_least(0, SCALE), BEST).words

    assert words.endswith("the best of “Essay”, “Report” × 1.5 + “Lab” (the lowest left out)")


@pytest.mark.parametrize(
    ("group", "words"),
    [
        (All, "All of these"),
        (OneOf, "One of these"),
        (NoneOf, "None of these"),
        (lambda parts: AtLeast(2, parts), "At least 2 of these"),
    ],
)
def test_a_group_is_told_with_its_parts(group: type[All], words: str) -> None:
    parts = (Asked("“Essay” passed"), Asked("“Report” passed"))

    assert told(group((ESSAY, REPORT))) == Asked(words, parts)


def test_decisions_about_single_students_are_no_part_of_it() -> None:
    rule = tree.with_overrides(qualifications.Rule(All((ESSAY, REPORT))))

    assert asked(rule, NAMES) == told(All((ESSAY, REPORT)))
