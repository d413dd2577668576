"""The Content-Security-Policy of answers: the shared one, and those of an answer's own."""

from django.http import HttpRequest, HttpResponse
from django.test import Client

from lti_exams.edge.frames import framed_in
from lti_exams.edge.policies import PolicyMiddleware

HEADER = "Content-Security-Policy"


def test_is_the_same_for_all_that_ask_for_nothing() -> None:
    first, second = Client().get("/health/live"), Client().get("/health/live")

    assert "default-src 'none'" in first[HEADER]
    assert first[HEADER] == second[HEADER]


def test_of_an_answer_in_a_frame_is_no_others() -> None:
    answers = iter(
        [HttpResponse(), framed_in(HttpResponse(), ["https://lms.example"]), HttpResponse()]
    )
    middleware = PolicyMiddleware(lambda _: next(answers))

    before, framed, after = (middleware(HttpRequest()) for _ in range(3))

    assert "https://lms.example" in framed[HEADER]
    assert "frame-ancestors 'none'" in before[HEADER]
    assert after[HEADER] == before[HEADER]


def test_follows_its_settings(settings) -> None:
    middleware = PolicyMiddleware(lambda _: HttpResponse())
    before = middleware(HttpRequest())

    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": ["https://cdn.example"]}}

    assert before[HEADER] != middleware(HttpRequest())[HEADER] == "default-src https://cdn.example"


def test_with_a_nonce_has_it_alone() -> None:
    asked = HttpRequest()

    def answer(request: HttpRequest) -> HttpResponse:
        return HttpResponse(str(request.csp_nonce) if request is asked else "")

    middleware = PolicyMiddleware(answer)
    with_it, without = middleware(asked), middleware(HttpRequest())

    assert f"'nonce-{with_it.content.decode()}'" in with_it[HEADER]
    assert "nonce-" not in without[HEADER]
