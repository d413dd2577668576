"""The university as a whole: its people and courses, its profile, clock and keys."""

from datetime import UTC, datetime
from typing import Any

from lti_exams.sandbox.common import environment
from lti_exams.sandbox.lms import clock, ledger, profiles, world
from lti_exams.sandbox.lms.control import find, told
from lti_exams.sandbox.lms.control.shape import Body
from lti_exams.sandbox.lms.errors import Refusal
from lti_exams.sandbox.lms.faults import buckets
from lti_exams.sandbox.lms.models import (
    Course,
    Fault,
    LedgerEntry,
    LineItem,
    Link,
    Person,
    ReceivedScore,
    Site,
    Tool,
)
from lti_exams.sandbox.lms.platform import keys


def state(body: Body) -> dict[str, Any]:
    """Return what this university is today, in numbers."""
    del body
    site = Site.current()
    counted = (Person, Course, Tool, Link, LineItem, ReceivedScore, LedgerEntry, Fault)
    return {
        "origin": environment.origin(),
        "profile": site.profile,
        "now": clock.now(),
        "clock_offset_seconds": site.clock_offset_seconds,
        "platform_storage": site.platform_storage,
        "counts": {model.__name__: model._default_manager.count() for model in counted},
    }


def reset(body: Body) -> dict[str, Any]:
    """Found the university anew, under another profile if one is named."""
    name = _profile_name(body.get("profile", "plain"))
    world.reset(name, now=datetime.now(UTC))
    buckets.empty()
    return state({})


def set_profile(body: Body) -> dict[str, Any]:
    """Behave like another LMS from now on; ids that were given stay as they are."""
    name = _profile_name(body["name"])
    Site.objects.update(profile=name)
    return {"profile": name}


def set_storage(body: Body) -> dict[str, Any]:
    """Switch platform storage on or off."""
    Site.objects.update(platform_storage=bool(body["on"]))
    return {"platform_storage": bool(body["on"])}


def set_clock(body: Body) -> dict[str, Any]:
    """Put the clock wrong by so many seconds, or right with 0."""
    Site.objects.update(clock_offset_seconds=float(body["offset_seconds"]))
    return {"offset_seconds": float(body["offset_seconds"])}


def rotate_keys(body: Body) -> dict[str, Any]:
    """Sign with a new key, and forget the old ones at once where that is asked."""
    key = keys.rotate(now=clock.now(), forget_old=bool(body.get("forget_old")))
    return {"kid": key.kid, "published": [each["kid"] for each in keys.published()["keys"]]}


def list_people(body: Body) -> list[dict[str, Any]]:
    """Return everybody."""
    del body
    return [told.person(each) for each in Person.objects.all()]


def add_people(body: Body) -> list[dict[str, Any]]:
    """Enrol a number of new students in a course."""
    made = world.add_students(
        int(body["count"]), course=find.course(body["course"]), profile=profiles.current()
    )
    return [told.person(each) for each in made]


def list_courses(body: Body) -> list[dict[str, Any]]:
    """Return every course with its enrolments."""
    del body
    return [told.course(each) for each in Course.objects.all()]


def change_course(body: Body, key: str) -> dict[str, Any]:
    """Conclude a course, reopen it, or say what it was copied from."""
    course = find.course(key)
    for name in {"is_concluded", "copied_from", "department", "term"} & body.keys():
        setattr(course, name, body[name])
    course.save()
    return told.course(course)


def set_standing(body: Body, key: str) -> dict[str, Any]:
    """Suspend a person in a course, remove one, or take one back."""
    course, person = find.course(key), find.person(body["person"])
    course.enrolments.update_or_create(person=person, defaults={"standing": body["standing"]})
    return told.course(course)


def show_ledger(body: Body) -> list[dict[str, Any]]:
    """Return the ledger, entry by entry or counted, narrowed by any of its columns."""
    wanted = {name: body[name] for name in ledger.SAME if name in body}
    return ledger.counted(**wanted) if body.get("counted") else ledger.entries(**wanted)


def _profile_name(name: str) -> str:
    if name not in profiles.PROFILES:
        known = ", ".join(profiles.PROFILES)
        raise Refusal(400, "no-such-profile", f"The profiles are: {known}.")
    return name
