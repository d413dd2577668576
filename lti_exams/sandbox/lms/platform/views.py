"""The addresses that tools and browsers call while somebody launches."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lti_exams.sandbox.lms import answers, clock, profiles
from lti_exams.sandbox.lms.errors import Refusal
from lti_exams.sandbox.lms.models import PendingLaunch
from lti_exams.sandbox.lms.platform import authorize as rules
from lti_exams.sandbox.lms.platform import deep_linking, keys, registration, tokens
from lti_exams.sandbox.lms.visitors import VisitedRequest

NOT_STORED = {"Cache-Control": "no-store"}


@csrf_exempt
@require_http_methods(["GET", "POST"])
def authorize(request: VisitedRequest) -> HttpResponse:
    """Answer an OIDC authorisation request."""
    parameters = (request.POST if request.method == "POST" else request.GET).dict()
    try:
        answer = rules.answer(parameters, request.visitor, profiles.current(), now=clock.now())
    except Refusal as refusal:
        return _refused(request, refusal)
    return render(request, "lms/post.html", {"url": answer.url, "fields": answer.fields})


@require_GET
def jwks(request: HttpRequest) -> JsonResponse:
    """Publish our keys."""
    del request
    return JsonResponse(keys.published(), headers={"Cache-Control": "max-age=60"})


@require_GET
def configuration(request: HttpRequest) -> JsonResponse:
    """Publish what a tool must know before it registers."""
    del request
    return JsonResponse(registration.configuration(profiles.current()))


@csrf_exempt
@require_POST
def token(request: HttpRequest) -> JsonResponse:
    """Answer a token request."""
    try:
        body = tokens.issue(request.POST.dict(), profiles.current(), now=clock.now())
    except Refusal as refusal:
        error = {"error": refusal.code, "error_description": refusal.reason}
        return JsonResponse(error, status=refusal.status, headers=NOT_STORED)
    return JsonResponse(body, headers=NOT_STORED)


@csrf_exempt
@require_POST
def register(request: HttpRequest) -> JsonResponse:
    """Answer a tool that registers itself."""
    bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
    try:
        body = answers.json_body(request)
        told = registration.register(bearer, body, profiles.current(), now=clock.now())
    except Refusal as refusal:
        error = {"error": refusal.code, "error_description": refusal.reason}
        return JsonResponse(error, status=refusal.status)
    return JsonResponse(told, headers=NOT_STORED)


@csrf_exempt
@require_POST
def deep_links(request: HttpRequest, hint: int) -> HttpResponse:
    """Take what a teacher picked in a tool."""
    launch = get_object_or_404(PendingLaunch, pk=hint)
    jwt = request.POST.get("JWT", "")
    try:
        links, messages = deep_linking.accept(launch, jwt, profiles.current(), now=clock.now())
    except Refusal as refusal:
        return _refused(request, refusal)
    shown = {"course": launch.course, "links": links, "messages": messages}
    return render(request, "lms/picked.html", shown)


def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return render(request, "lms/refused.html", {"refusal": refusal}, status=refusal.status)
