import hmac
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db.models import F, Max, Q, QuerySet

from lti_exams.kernel.digests import digest_of
from lti_exams.kernel.prepared import Asked, Question
from lti_exams.launches.errors import LaunchIsOver
from lti_exams.launches.models import Course, Launch, Link, Membership, Person
from lti_exams.launches.rules.roles import Standing, standing
from lti_exams.platforms import api as platforms

# Nobody has more launches open in one browser; a shared one that has answers for the newest.
_MOST_AT_ONCE = 200

# Asked by every page of a launch.
_launch_of = Question(
    lambda: Launch.objects.select_related(
        "person", "course", "link", "deployment__platform"
    ).filter(key=Asked("key"))
)
_going_on_in = Question(
    lambda: (
        Launch.objects.select_related("person", "course", "link", "deployment__platform")
        .filter(browser_digest=Asked("digest"), ended_at=None, expires_at__gt=Asked("now"))
        .order_by("-id")[:_MOST_AT_ONCE]
    )
)


def open_launch(key: str, *, browser: str, now: datetime) -> Launch:
    """Return the launch whose page is asked for, if this browser opened it and it goes on."""
    # PostgreSQL takes no NUL in a text, and no key has one.
    launch = _launch_of.one(key=key) if "\x00" not in key else None
    if launch is None:
        raise LaunchIsOver(why="unknown")
    if launch.ended_at is not None or launch.expires_at <= now:
        raise LaunchIsOver(why="ended")
    if not launch.cookieless and not _is_of_browser(launch, browser):
        raise LaunchIsOver(why="browser")
    if launch.course is not None:
        launch.course.deployment = launch.deployment
    return launch


def launches_in(browser: str, *, now: datetime) -> list[Launch]:
    """Return the launches that go on in a browser, newest first."""
    return _going_on_in.rows(digest=digest_of(browser), now=now) if browser else []


def _is_of_browser(launch: Launch, browser: str) -> bool:
    return bool(browser) and hmac.compare_digest(launch.browser_digest, digest_of(browser))


def standing_of(launch: Launch) -> Standing:
    """Say what a launch allows in its course; a launch without a course allows nothing there."""
    return standing(launch.roles) if launch.course_id else Standing.GUEST


def links_of(course: Course) -> QuerySet[Link]:
    return course.links.select_related("placement").order_by("title", "id")


def links_named(deployment: platforms.Deployment, ids: Collection[str]) -> QuerySet[Link]:
    """Return those links of a deployment that an LMS names by its own ids."""
    named = Link.objects.filter(deployment=deployment, resource_link_id__in=ids)
    return named.select_related("placement", "course").order_by("id")


def courses_named(deployment: platforms.Deployment, ids: Collection[str]) -> QuerySet[Course]:
    """Return those courses of a deployment that an LMS names by its own ids."""
    return Course.objects.filter(deployment=deployment, context_id__in=ids, is_link=False)


def links_that_open(kind: str, keys: Iterable[str]) -> QuerySet[Link]:
    """Return the links that open any of these, each with its placement."""
    opens = Link.objects.filter(placement__kind=kind, placement__key__in=set(keys))
    return opens.select_related("placement").order_by("id")


def people_of(course: Course) -> QuerySet[Membership]:
    """Return who belongs to a course, with `came_at`, whoever came last first."""
    came_at = Max("person__launch__started_at", filter=Q(person__launch__course=course))
    people = course.memberships.select_related("person").annotate(came_at=came_at)
    return people.order_by(F("came_at").desc(nulls_last=True), "person__name", "person_id")


def people_who_came(course: Course) -> QuerySet[Membership]:
    """Return who has opened a link of a course; the roster knows many more."""
    everybody: QuerySet[Any, Any] = people_of(course)
    return everybody.filter(came_at__isnull=False)


def learners_of(course: Course) -> QuerySet[Membership]:
    """Return who learns in a course and neither teaches nor assists there."""
    here = course.memberships.filter(is_active=True, roles__icontains="Learner")
    return here.exclude(roles__icontains="Instructor")


def people_like(search: str) -> QuerySet[Person]:
    """Return whom every word of a search fits: a part of a name, or a whole address or id."""
    found = Person.objects.select_related("platform").order_by("name", "pk")
    for word in search.replace("\x00", " ").split():
        found = found.filter(Q(name__icontains=word) | Q(email__iexact=word) | Q(sub=word))
    return found


def courses_of(person: Person) -> QuerySet[Membership]:
    """Return the courses that a person came from, with the roles in each."""
    return person.memberships.select_related("course").order_by("course__title", "course_id")


def count_launches(*, course: Course | None = None, person: Person | None = None) -> int:
    """Count the visits to a course or of a person."""
    wanted = {"course": course, "person": person}
    return Launch.objects.filter(**{name: one for name, one in wanted.items() if one}).count()


def newest_launches_of(course: Course, *, at_most: int) -> QuerySet[Launch]:
    launches = Launch.objects.filter(course=course).select_related("person", "link")
    return launches.order_by("-id")[:at_most]


def newest_family(platform: platforms.Platform) -> str:
    """Return what an LMS called itself when somebody last came from it."""
    told = Launch.objects.filter(deployment__platform=platform).order_by("-id")
    newest = told.values_list("details", flat=True).first() or {}
    return str(newest.get("family", ""))
