"""Where a tool asks us, through a person's browser, who the person is."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from lti_exams.edge.errors import RequestRefused
from lti_exams.edge.origins import comes_from_our_pages
from lti_exams.edge.passages import answer_to_tool, ask_again, sessions_of
from lti_exams.edge.refusals import note
from lti_exams.edge.views import method_not_allowed
from lti_exams.edge.visitors import address_of
from lti_exams.kernel import limits
from lti_exams.lti.parameters import parameters_of
from lti_exams.tools import api as tools

# A whole university may begin an exam behind one address: this stops a flood and nothing less.
_MOST_REQUESTS = 20_000
_MINUTE = timedelta(minutes=1)


@never_cache
@csrf_exempt
def authorize(request: HttpRequest) -> HttpResponse:
    """Answer with the message that was prepared for this person, or say why not."""
    if request.method not in ("GET", "POST"):
        return method_not_allowed(request, "GET, POST")
    if not limits.allow("authorize", address_of(request), at_most=_MOST_REQUESTS, per=_MINUTE):
        raise RequestRefused("request-too-often")
    asked, sessions = parameters_of(request), sessions_of(request)
    try:
        answer = tools.answer(asked, sessions=sessions, now=timezone.now())
    except tools.AuthorisationRefused as error:
        return _refused(request, asked, error)
    return answer_to_tool(request, answer, sessions)


def _refused(
    request: HttpRequest, asked: dict[str, str], error: tools.AuthorisationRefused
) -> HttpResponse:
    """Tell the tool, where its address is known to be its own; otherwise only the person."""
    is_foreign_form = request.method == "POST" and not comes_from_our_pages(request)
    if error.refusal_code == "tool-authorise-session" and is_foreign_form:
        return ask_again(request, asked)
    if error.post is None:
        raise error
    note(request, error)
    return answer_to_tool(request, error.post)
