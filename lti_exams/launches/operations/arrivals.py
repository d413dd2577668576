"""What a valid launch writes: who came, where to, and the session that it opens."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import models

from lti_exams.kernel.digests import digest_of
from lti_exams.kernel.prepared import Asked, Change, Entry, Question
from lti_exams.launches.models import Course, Launch, Link, Membership, Person
from lti_exams.launches.rules.claims import ValidLaunch, Where
from lti_exams.platforms import api as platforms

LAUNCH_LIVES = timedelta(hours=24)

Row = TypeVar("Row", bound=models.Model)

_launches = Entry(Launch)
_people = Entry(Person, unique=["platform", "sub"])
_courses = Entry(Course, unique=["deployment", "context_id", "is_link"])
_links = Entry(Link, unique=["deployment", "resource_link_id"])
_members = Entry(Membership, unique=["course", "person"])
_link_of = Question(
    lambda: Link.objects.select_related("course").filter(
        deployment=Asked("deployment"), resource_link_id=Asked("link")
    )
)
_member_of = Question(
    lambda: Membership.objects.select_related("person").filter(
        course=Asked("course"), person__platform=Asked("platform"), person__sub=Asked("sub")
    )
)
_end_others = Change(
    lambda: Launch.objects.filter(browser_digest=Asked("browser"), ended_at=None).exclude(
        person=Asked("person")
    ),
    ended_at=Asked("now"),
)


def arrive(
    valid: ValidLaunch,
    deployment: platforms.Deployment,
    *,
    browser: str,
    cookieless: bool,
    now: datetime,
) -> Launch:
    """Store who launched what, and open the session. The caller holds the transaction."""
    link, course = _place(valid.where, deployment)
    person = _person(valid, deployment, course, now=now)
    digest = digest_of(browser)
    if not cookieless:
        end_launches_of_others(digest, person, now=now)
    return _launches.store(
        Launch(
            key=secrets.token_urlsafe(18),
            browser_digest=digest,
            cookieless=cookieless,
            deployment=deployment,
            person=person,
            course=course,
            link=link,
            message_type=valid.message_type,
            roles=list(valid.roles),
            is_test_user=valid.is_test_user,
            locale=valid.locale,
            document_target=valid.document_target,
            return_url=valid.return_url,
            details=_details(valid),
            started_at=now,
            expires_at=now + LAUNCH_LIVES,
        )
    )


def end_launches_of_others(browser_digest: str, person: Person, *, now: datetime) -> None:
    """End what somebody else left open in this browser: shared computers are common in halls."""
    _end_others.make(browser=browser_digest, person=person.pk, now=now)


def _details(valid: ValidLaunch) -> dict[str, object]:
    told = {
        "custom": dict(valid.custom),
        "for_user": dict(valid.for_user),
        "deep_linking": dict(valid.deep_linking),
        "origins": list(valid.origins),
        "family": valid.family,
    }
    return {name: value for name, value in told.items() if value}


def _place(
    where: Where | None, deployment: platforms.Deployment
) -> tuple[Link | None, Course | None]:
    if where is None:
        return None, None
    if not where.resource_link_id:
        return None, _course(where, deployment, None)
    known = _link_of.one(deployment=deployment.pk, link=where.resource_link_id)
    course = _course(where, deployment, known.course if known else None)
    told = {
        "course": course,
        "title": where.link_title,
        "line_item_url": where.line_item_url,
        "line_items_url": where.line_items_url,
        "ags_scopes": list(where.ags_scopes),
    }
    key = {"deployment": deployment, "resource_link_id": where.resource_link_id}
    return _kept(_links, known, told, **key), course


def _course(where: Where, deployment: platforms.Deployment, known: Course | None) -> Course:
    """Keep the course; a link that the LMS moved to another course is not taken by its word."""
    if known and (known.context_id, known.is_link) != (where.context_id, where.context_is_link):
        known = None
    told = {
        "label": where.course_label,
        "title": where.course_title,
        "memberships_url": where.memberships_url,
    }
    return _kept(
        _courses,
        known,
        told,
        deployment=deployment,
        context_id=where.context_id,
        is_link=where.context_is_link,
    )


def _person(
    valid: ValidLaunch, deployment: platforms.Deployment, course: Course | None, *, now: datetime
) -> Person:
    told = {
        name: getattr(valid.who, name) for name in ("name", "given_name", "family_name", "email")
    }
    key = {"platform_id": deployment.platform_id, "sub": valid.who.sub}
    if course is None:
        return _kept(_people, None, told, **key)
    member = _member_of.one(course=course.pk, platform=key["platform_id"], sub=key["sub"])
    person = _kept(_people, member.person if member else None, told, **key)
    roles = list(valid.roles)
    if member is None or member.roles != roles or not member.is_active:
        told_now = Membership(course=course, person=person, roles=roles, as_of=now)
        _members.store(told_now, over=["roles", "is_active", "as_of"])
    return person


def _kept(entry: Entry[Row], known: Row | None, told: Mapping[str, object], **key: object) -> Row:
    """Store what the LMS tells now, with no statement when it tells nothing new.

    What it leaves out this time (a name that privacy settings hide) does not erase what it told.
    """
    filled = {name: value for name, value in told.items() if value not in ("", [])}
    if known is None:
        return entry.store(entry.model(**key, **told), over=list(filled))
    changed = {name: value for name, value in filled.items() if getattr(known, name) != value}
    for name, value in changed.items():
        setattr(known, name, value)
    if changed:
        known.save(update_fields=list(changed))
    return known
