"""Opening a tool: the page around the frame, and the frame's first request."""

from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from lti_exams.sandbox.lms import clock, profiles
from lti_exams.sandbox.lms.models import (
    Course,
    Deployment,
    LineItem,
    Link,
    PendingLaunch,
    Person,
    Site,
)
from lti_exams.sandbox.lms.pages.courses import courses_of
from lti_exams.sandbox.lms.pages.shape import (
    VisitedRequest,
    administrators_only,
    members_only,
    teachers_only,
)
from lti_exams.sandbox.lms.platform import launches
from lti_exams.sandbox.lms.platform import vocabulary as words


@members_only
def open_link(request: VisitedRequest, key: str, number: int) -> HttpResponse:
    """Show a link's tool in a frame."""
    link = _link(request.person, key, number)
    return _around(request, link.title, link.course, {"link": link.pk})


@teachers_only
def add_content(request: VisitedRequest, key: str, deployment: int) -> HttpResponse:
    """Show a tool's picker of content in a frame."""
    course = get_object_or_404(courses_of(request.person), key=key)
    tool = get_object_or_404(Deployment, pk=deployment).tool
    question = {"deployment": deployment, "course": course.pk, "choose": 1}
    return _around(request, f"Add content from {tool.name}", course, question)


@teachers_only
def review(request: VisitedRequest, key: str, number: int, person: str) -> HttpResponse:
    """Show a student's submission, as the tool presents it."""
    course = get_object_or_404(courses_of(request.person), key=key)
    item = get_object_or_404(LineItem, course=course, pk=number)
    about = get_object_or_404(Person, key=person)
    question = {"item": item.pk, "about": about.pk}
    return _around(request, f"{item.label}: {about.name}", course, question)


@administrators_only
def data_privacy(request: VisitedRequest, deployment: int) -> HttpResponse:
    """Show what a tool keeps of somebody."""
    tool = get_object_or_404(Deployment, pk=deployment).tool
    about = get_object_or_404(Person, key=request.GET.get("person", ""))
    question = {"deployment": deployment, "about": about.pk}
    return _around(request, f"{tool.name}: the data of {about.name}", None, question)


@members_only
def begin(request: VisitedRequest) -> HttpResponse | HttpResponseRedirect:
    """Send the frame, or the new window, to the tool's login initiation."""
    profile = profiles.current()
    launch = launches.prepare(_asked_for(request), profile=profile, now=clock.now())
    login = launches.login_initiation(launch, profile=profile)
    if login.method == "POST":
        return post_by_browser(request, login.url, login.parameters)
    joint = "&" if urlsplit(login.url).query else "?"
    return HttpResponseRedirect(login.url + joint + urlencode(login.parameters))


def post_by_browser(request: HttpRequest, url: str, fields: dict[str, str]) -> HttpResponse:
    """Return a page that posts these fields to another site at once."""
    return render(request, "lms/post.html", {"url": url, "fields": fields})


def forwarding(request: HttpRequest) -> HttpResponse:
    """Show the empty frame that takes messages to the platform storage."""
    return render(request, "lms/forwarding.html")


def returned(request: HttpRequest, hint: int) -> HttpResponse:
    """Show what a tool says when it sends somebody back."""
    launch = get_object_or_404(PendingLaunch, pk=hint)
    shown = {
        "course": launch.course,
        "message": request.GET.get("lti_msg", ""),
        "error": request.GET.get("lti_errormsg", ""),
    }
    return render(request, "lms/returned.html", shown)


def _around(
    request: VisitedRequest, title: str, course: Course | None, question: dict[str, Any]
) -> HttpResponse:
    profile = profiles.current()
    begin_url = reverse("begin")
    shown = {
        "title": title,
        "course": course,
        "frame": f"{begin_url}?{urlencode(question)}",
        "window": f"{begin_url}?{urlencode(question | {'window': 'window'})}",
        "stores": Site.current().platform_storage,
        "storage_target": profile.storage_target,
    }
    return render(request, "lms/launch.html", shown)


def _link(person: Person, key: str, number: int) -> Link:
    course = get_object_or_404(courses_of(person), key=key)
    return get_object_or_404(course.links.select_related("course", "deployment__tool"), pk=number)


def _asked_for(request: VisitedRequest) -> PendingLaunch:
    """Return the launch that the query names, unsaved, if this person may have it."""
    person = request.person
    window = "window" if request.GET.get("window") == "window" else "iframe"
    asked = {name: int(value) for name, value in request.GET.dict().items() if value.isdecimal()}
    if "link" in asked:
        return _to_link(person, asked["link"], window)
    if not person.is_teacher:
        raise Http404
    if "item" in asked:
        return _to_review(person, asked["item"], asked.get("about", 0), window)
    deployment = get_object_or_404(Deployment, pk=asked.get("deployment"))
    if "choose" in asked:
        course = get_object_or_404(courses_of(person), pk=asked.get("course"))
        return _launch(words.DEEP_LINK, deployment, person, window, course=course)
    about = get_object_or_404(Person, pk=asked.get("about"))
    return _launch(words.DATA_PRIVACY, deployment, person, window, about=about)


def _to_link(person: Person, number: int, window: str) -> PendingLaunch:
    link = get_object_or_404(Link, pk=number, course__in=courses_of(person))
    return _launch(
        words.RESOURCE_LINK, link.deployment, person, window, course=link.course, link=link
    )


def _to_review(person: Person, number: int, about: int, window: str) -> PendingLaunch:
    item = get_object_or_404(LineItem, pk=number, course__in=courses_of(person))
    if item.link is None:
        raise Http404
    return _launch(
        words.SUBMISSION_REVIEW,
        item.link.deployment,
        person,
        window,
        course=item.course,
        link=item.link,
        line_item=item,
        about=get_object_or_404(Person, pk=about),
    )


def _launch(
    message_type: str, deployment: Deployment, person: Person, window: str, **rest: Any
) -> PendingLaunch:
    return PendingLaunch(
        message_type=message_type, deployment=deployment, person=person, window=window, **rest
    )
