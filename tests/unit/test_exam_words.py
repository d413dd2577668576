import pytest

from lti_exams.web.sitting.context import questions_at
from lti_exams.web.templatetags.sitting import in_words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, "no limit"),
        (0, "0 seconds"),
        (1, "1 second"),
        (59, "59 seconds"),
        (60, "1 minute"),
        (3599, "59 minutes"),
        (3600, "1 hour"),
        (5400, "1 hour 30 minutes"),
        (90_000, "25 hours"),
    ],
)
def test_a_length_of_time_reads_as_people_say_it(seconds: int | None, words: str) -> None:
    assert in_words(seconds) == words


@pytest.mark.parametrize(
    ("assessment", "address"),
    [
        ("url:https://questions.example/7?a=b", "https://questions.example/7?a=b"),
        ("url:http://127.0.0.1:9/", "http://127.0.0.1:9/"),
        ("url:javascript:alert(1)", ""),
        ("url:data:text/html,x", ""),
        ("url:https:///nowhere", ""),
        ("url:http://[::1", ""),
        ("tool:7", ""),
        ("", ""),
    ],
)
def test_questions_lie_outside_where_the_assessment_is_an_address(
    assessment: str, address: str
) -> None:
    assert questions_at(assessment) == address
