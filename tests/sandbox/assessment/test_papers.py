"""Quill marks every kind of question by itself."""

import pytest

from lti_exams.sandbox.assessment.papers import ALGEBRA, PAPERS
from lti_exams.sandbox.assessment.questions import Question

PERFECT = {
    "q1": ["5"],
    "q2": ["13", "2"],
    "q3": ["1.41"],
    "q4": ["QUADRATIC"],
    "q5": ["2", "3", "1"],
}


def question(kind: str) -> Question:
    """Return the algebra paper's question of one kind."""
    return next(found for found in ALGEBRA.questions if found.kind == kind)


class TestMarking:
    def test_gives_every_point_for_a_perfect_paper(self) -> None:
        assert ALGEBRA.marked(PERFECT) == ALGEBRA.maximum

    def test_gives_nothing_for_an_empty_paper(self) -> None:
        assert ALGEBRA.marked({}) == 0

    @pytest.mark.parametrize("wrong", [[], ["3"], ["5", "7"]])
    def test_wants_the_one_right_option_alone(self, wrong: list[str]) -> None:
        assert not question("single").is_right(wrong)

    @pytest.mark.parametrize("wrong", [[], ["2"], ["2", "13", "9"]])
    def test_wants_all_right_options_and_no_other(self, wrong: list[str]) -> None:
        assert not question("multiple").is_right(wrong)

    @pytest.mark.parametrize("near", ["1.41", "1,41", " 1.4142 "])
    def test_takes_a_number_that_is_near_enough(self, near: str) -> None:
        assert question("number").is_right([near])

    @pytest.mark.parametrize("wrong", ["", "1.5", "root", "nan"])
    def test_takes_no_other_number(self, wrong: str) -> None:
        assert not question("number").is_right([wrong])

    def test_takes_a_word_in_any_case_and_spacing(self) -> None:
        assert question("text").is_right(["  qUADratic "])

    def test_wants_everything_in_its_place(self) -> None:
        assert not question("ordering").is_right(["1", "2", "3"])


class TestPapers:
    def test_are_three_and_the_first_asks_every_kind_of_question(self) -> None:
        assert len(PAPERS) == 3
        assert len({found.kind for found in ALGEBRA.questions}) == 5
