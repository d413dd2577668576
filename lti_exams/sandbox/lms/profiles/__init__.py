"""The LMSs that this one can pretend to be."""

from lti_exams.sandbox.lms.models import Site
from lti_exams.sandbox.lms.profiles.base import Profile
from lti_exams.sandbox.lms.profiles.blackboard import BLACKBOARD
from lti_exams.sandbox.lms.profiles.canvas import CANVAS
from lti_exams.sandbox.lms.profiles.d2l import D2L_BRIGHTSPACE
from lti_exams.sandbox.lms.profiles.moodle import MOODLE
from lti_exams.sandbox.lms.profiles.openedx import OPENEDX
from lti_exams.sandbox.lms.profiles.plain import PLAIN
from lti_exams.sandbox.lms.profiles.sakai import SAKAI

PROFILES: dict[str, Profile] = {
    profile.name: profile
    for profile in (PLAIN, CANVAS, MOODLE, BLACKBOARD, D2L_BRIGHTSPACE, OPENEDX, SAKAI)
}


def current() -> Profile:
    """Return the LMS that this one pretends to be today."""
    return of(Site.current())


def of(site: Site) -> Profile:
    """Return the LMS that a site pretends to be."""
    return PROFILES[site.profile]
