"""The only door to launches."""

from lti_exams.launches.errors import CookiesAreBlocked, LaunchIsOver, LaunchRefused
from lti_exams.launches.lti import Column, LinkItem, Span, check, content_item
from lti_exams.launches.models import (
    Course,
    Launch,
    Link,
    Membership,
    Person,
    Placement,
    Term,
)
from lti_exams.launches.operations.arrivals import arrive
from lti_exams.launches.operations.courses import expect_course
from lti_exams.launches.operations.erasing import erase
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
from lti_exams.launches.operations.sessions import (
    continue_beside,
    end_launch,
    offer_hand_off,
    take_hand_off,
)
from lti_exams.launches.queries import (
    count_launches,
    courses_named,
    courses_of,
    launches_in,
    learners_of,
    links_named,
    links_of,
    links_that_open,
    newest_family,
    newest_launches_of,
    open_launch,
    people_like,
    people_of,
    people_who_came,
    standing_of,
)
from lti_exams.launches.rules.claims import ValidLaunch
from lti_exams.launches.rules.login import LoginRefused, LoginRequest, read_login
from lti_exams.launches.rules.roles import TEST_USER, Standing, context_roles, standing

__all__ = [
    "TEST_USER",
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
    "Term",
    "ValidLaunch",
    "answered_login",
    "arrive",
    "begin_login",
    "check",
    "check_browser",
    "content_item",
    "context_roles",
    "continue_beside",
    "count_launches",
    "courses_named",
    "courses_of",
    "end_launch",
    "erase",
    "expect_course",
    "expected_of",
    "launches_in",
    "learners_of",
    "links_named",
    "links_of",
    "links_that_open",
    "newest_family",
    "newest_launches_of",
    "offer_hand_off",
    "open_launch",
    "people_like",
    "people_of",
    "people_who_came",
    "place",
    "read_login",
    "standing",
    "standing_of",
    "storage_key",
    "take_hand_off",
]
