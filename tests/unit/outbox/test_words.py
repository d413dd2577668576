import pytest

from lti_exams.outbox.rules.words import is_pattern, matches


class TestAPattern:
    @pytest.mark.parametrize("name", ["attempt.started", "attempt.*", "*", "course_x.a.b"])
    def test_names_one_event_or_all_that_begin_alike(self, name: str) -> None:
        assert is_pattern(name)

    @pytest.mark.parametrize("name", ["", "attempt.", "Attempt.*", "*.started", "a b", "a" * 101])
    def test_is_nothing_else(self, name: str) -> None:
        assert not is_pattern(name)

    def test_matches_what_it_names(self) -> None:
        assert matches("attempt.started", "attempt.started")
        assert matches("attempt.*", "attempt.started")
        assert matches("*", "anything")
        assert not matches("attempt.*", "attempts.started")
        assert not matches("attempt.start", "attempt.started")
