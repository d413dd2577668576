"""The only door to launches."""

from lti_exams.launches.errors import CookiesAreBlocked, LaunchIsOver, LaunchRefused
from lti_exams.launches.lti import Column, LinkItem, Span, check, content_item
from lti_exams.launches.models import Course, Launch, Link, Membership, Person, Placement
from lti_exams.launches.operations.arrivals import arrive
from lti_exams.launches.operations.courses import expect_course
from lti_exams.launches.operations.logins import (
    Answered,
    BegunLogin,
    Storage,
    answered_login,
    begin_login,
    check_browser,
    expected_of,
    storage_key,
)
from lti_exams.launches.operations.placements import place
from lti_exams.launches.operations.sessions import end_launch, offer_hand_off, take_hand_off
from lti_exams.launches.queries import (
    count_launches,
    courses_named,
    courses_of,
    links_named,
    links_of,
    links_that_open,
    newest_launches_of,
    open_launch,
    people_of,
    standing_of,
)
from lti_exams.launches.rules.claims import ValidLaunch
from lti_exams.launches.rules.login import LoginRefused, LoginRequest, read_login
from lti_exams.launches.rules.roles import Standing

__all__ = [
    "Answered",
    "BegunLogin",
    "Column",
    "CookiesAreBlocked",
    "Course",
    "Launch",
    "LaunchIsOver",
    "LaunchRefused",
    "Link",
    "LinkItem",
    "LoginRefused",
    "LoginRequest",
    "Membership",
    "Person",
    "Placement",
    "Span",
    "Standing",
    "Storage",
    "ValidLaunch",
    "answered_login",
    "arrive",
    "begin_login",
    "check",
    "check_browser",
    "content_item",
    "count_launches",
    "courses_named",
    "courses_of",
    "end_launch",
    "expect_course",
    "expected_of",
    "links_named",
    "links_of",
    "links_that_open",
    "newest_launches_of",
    "offer_hand_off",
    "open_launch",
    "people_of",
    "place",
    "read_login",
    "standing_of",
    "storage_key",
    "take_hand_off",
]
