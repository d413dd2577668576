"""The addresses that an LMS calls when somebody launches us."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from lti_exams.edge.beside import read_ticket
from lti_exams.edge.browsers import browser_of, new_browser, remember_browser
from lti_exams.edge.errors import RequestRefused
from lti_exams.edge.frames import framed_in
from lti_exams.edge.origins import comes_from_our_pages
from lti_exams.edge.views import method_not_allowed
from lti_exams.edge.visitors import address_of
from lti_exams.journeys import hand_off
from lti_exams.journeys.begin_login import begin_login
from lti_exams.journeys.open_launch import Posted, open_launch
from lti_exams.kernel import limits
from lti_exams.kernel.origins import with_query
from lti_exams.launches import api as launches
from lti_exams.lti.parameters import parameters_of
from lti_exams.platforms import api as platforms
from lti_exams.trust import api as trust

# Each login leaves a row for an hour. A whole university may begin an exam behind one address in
# the same minute, so this stops a flood and nothing less.
_MOST_LOGINS = 20_000
_MINUTE = timedelta(minutes=1)


@never_cache
@csrf_exempt
def login(request: HttpRequest) -> HttpResponse:
    """Begin a launch: GET and POST, as the LMS likes."""
    if request.method not in ("GET", "POST"):
        return method_not_allowed(request, "GET, POST")
    if not limits.allow("login", address_of(request), at_most=_MOST_LOGINS, per=_MINUTE):
        raise RequestRefused("request-too-often")
    browser = browser_of(request) or new_browser()
    begun = begin_login(parameters_of(request), browser=browser, now=timezone.now())
    response = _to_the_lms(request, begun)
    remember_browser(response, browser)
    return response


def _to_the_lms(request: HttpRequest, begun: launches.BegunLogin) -> HttpResponse:
    if begun.storage is None:
        return HttpResponseRedirect(begun.auth_url)
    page = render(
        request,
        "edge/login_storage.html",
        {"auth_url": begun.auth_url, "storage": begun.storage},
    )
    return framed_in(page, [begun.storage.origin])


@never_cache
@csrf_exempt
def launch(request: HttpRequest) -> HttpResponse:
    """Take the LMS's answer and open what was launched."""
    if request.method != "POST":
        return method_not_allowed(request, "POST")
    sent = parameters_of(request)
    now = timezone.now()
    if sent.get("error") and not sent.get("id_token"):
        raise launches.LaunchRefused("launch-platform-error", error=sent["error"][:60])
    posted = _posted(request, sent)
    answered = launches.answered_login(posted.state, now=now)
    try:
        with_cookie = launches.check_browser(
            answered, browser=posted.browser, storage_proof=posted.storage_proof
        )
    except launches.CookiesAreBlocked:
        return _without_cookies(request, posted, answered)
    opened = open_launch(posted, answered, with_cookie=with_cookie, now=now)
    return _see(opened)


def _posted(request: HttpRequest, sent: dict[str, str]) -> Posted:
    proof = sent.get("storage_proof", "")
    # A proof is believed only from our own page: any other site could send its own login's proof.
    if proof and not comes_from_our_pages(request):
        proof = ""
    return Posted(
        id_token=sent.get("id_token", ""),
        state=sent.get("state", ""),
        storage_proof=proof,
        browser=browser_of(request),
    )


def _without_cookies(
    request: HttpRequest, posted: Posted, answered: launches.Answered
) -> HttpResponse:
    """Ask the LMS's frame for the proof that a cookie would have been, or offer a new window."""
    context = {
        "start_url": with_query(reverse("lti-login"), answered.again),
        "action": reverse("lti-launch"),
        "fields": {"id_token": posted.id_token, "state": posted.state},
        "storage": answered.storage_for(posted.state),
    }
    tries_storage = answered.told["storage"] and not posted.storage_proof
    template = "edge/launch_storage.html" if tries_storage else "edge/new_window.html"
    return framed_in(render(request, template, context), answered.platform.origins)


def _see(opened: launches.Launch) -> HttpResponse:
    return HttpResponseRedirect(reverse("launch-home", args=[opened.key]), status=303)


@never_cache
@csrf_exempt
def go_on(request: HttpRequest) -> HttpResponse:
    """Continue a launch in a window of its own."""
    if request.method != "POST":
        return method_not_allowed(request, "POST")
    if not comes_from_our_pages(request):
        raise RequestRefused("request-from-elsewhere")
    browser = browser_of(request) or new_browser()
    token = parameters_of(request).get("token", "")
    response = _see(hand_off.take(token, browser=browser, now=timezone.now()))
    remember_browser(response, browser)
    return response


@never_cache
@csrf_exempt
def beside(request: HttpRequest) -> HttpResponse:
    """Show one thing of a launch in a window that a page of the launch has opened."""
    if request.method != "POST":
        return method_not_allowed(request, "POST")
    if not comes_from_our_pages(request):
        raise RequestRefused("request-from-elsewhere")
    ticket = read_ticket(parameters_of(request).get("ticket", ""))
    browser = browser_of(request) or new_browser()
    opened = hand_off.beside(ticket.launch, ticket.seat, browser=browser, now=timezone.now())
    action = reverse("launch-home", args=[opened.key]) + ticket.path
    response = render(request, "edge/auto_post.html", {"action": action, "fields": ticket.fields})
    remember_browser(response, browser)
    return response


def jwks(request: HttpRequest, platform: int | None = None) -> HttpResponse:
    """Publish the public keys with which we sign, for one LMS or for all."""
    if request.method not in ("GET", "HEAD"):
        return method_not_allowed(request, "GET, HEAD")
    owner = platforms.by_id(platform).key_owner if platform is not None else None
    response = JsonResponse(trust.public_keys(owner, now=timezone.now()))
    response["Cache-Control"] = "public, max-age=3600"
    return response
