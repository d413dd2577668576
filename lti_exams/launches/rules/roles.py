"""What a person may be in a course: read from the membership roles of the context alone."""

from collections.abc import Iterable
from enum import StrEnum

_MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
_SUB_ROLE = "http://purl.imsglobal.org/vocab/lis/v2/membership/"
# LTI 1.1 wrote a role in the context like this, and some LMSs still do.
_OLDER = "urn:lti:role:ims/lis/"
_TEST_USERS = frozenset(
    {
        "http://purl.imsglobal.org/vocab/lti/system/person#TestUser",
        "http://purl.imsglobal.org/vocab/lis/v2/system/person#TestUser",
    }
)
# Kept beside the roles in the context: a preview of the LMS's own, and nobody who is decided about.
TEST_USER = "TestUser"
_PRINCIPAL = frozenset(
    {
        "Administrator",
        "ContentDeveloper",
        "Instructor",
        "Learner",
        "Manager",
        "Member",
        "Mentor",
        "Officer",
    }
)
_TEACHES = frozenset({"Administrator", "ContentDeveloper", "Instructor"})
# Sub-roles that help in a course without deciding in it.
_ASSISTS = frozenset(
    {
        "Instructor#Grader",
        "Instructor#Invigilator",
        "Instructor#Proctor",
        "Instructor#Reviewer",
        "Instructor#SecondaryInstructor",
        "Instructor#TeachingAssistant",
        "Instructor#TeachingAssistantGroup",
        "Instructor#TeachingAssistantOffering",
        "Instructor#TeachingAssistantSection",
        "Instructor#TeachingAssistantTemplate",
    }
)


class Standing(StrEnum):
    """What somebody may do in a course."""

    TEACHER = "teacher"
    ASSISTANT = "assistant"
    LEARNER = "learner"
    GUEST = "guest"


def context_roles(roles: Iterable[str]) -> tuple[str, ...]:
    """Return the roles in the context by their short names, sub-roles as `Instructor#Grader`."""
    told = list(roles)
    short = {name for role in told if (name := _short(role))}
    return tuple(sorted(short | {TEST_USER} if is_test_user(told) else short))


def _short(role: str) -> str:
    if role.startswith(_MEMBERSHIP):
        name = role[len(_MEMBERSHIP) :]
        return name if name in _PRINCIPAL else ""
    if role.startswith(_SUB_ROLE):
        name, _, sub_role = role[len(_SUB_ROLE) :].partition("#")
        return f"{name}#{sub_role}" if name in _PRINCIPAL and sub_role else ""
    name = role.removeprefix(_OLDER)
    return name if name in _PRINCIPAL else ""


def standing(context: Iterable[str]) -> Standing:
    """Say what the roles in a context allow; a bare sub-role never gives more than its name."""
    held = frozenset(context)
    # Some LMSs send the principal role beside the sub-role; the narrower one is what is meant.
    if held & _ASSISTS and not held & {"Administrator", "ContentDeveloper"}:
        return Standing.ASSISTANT
    if held & _TEACHES or any(name.startswith(("Instructor#", "Administrator#")) for name in held):
        return Standing.TEACHER
    if any(name.partition("#")[0] == "Learner" for name in held):
        return Standing.LEARNER
    return Standing.GUEST


def is_test_user(roles: Iterable[str]) -> bool:
    """Tell whether the LMS marks this person as a preview: the whole way, and nothing sent."""
    return not _TEST_USERS.isdisjoint(roles)
