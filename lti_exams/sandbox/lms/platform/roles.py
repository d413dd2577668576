"""What each person is called in a launch and in a roster."""

from lti_exams.sandbox.lms.models import Person, Role

MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership"
INSTITUTION = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#"
SYSTEM = "http://purl.imsglobal.org/vocab/lis/v2/system/person#"
TEST_USER = "http://purl.imsglobal.org/vocab/lti/system/person#TestUser"

IN_COURSE = {
    Role.STUDENT: [f"{MEMBERSHIP}#Learner"],
    Role.TEST_STUDENT: [f"{MEMBERSHIP}#Learner", TEST_USER],
    Role.TEACHER: [f"{MEMBERSHIP}#Instructor"],
    Role.ASSISTANT: [
        f"{MEMBERSHIP}/Instructor#TeachingAssistant",
        f"{MEMBERSHIP}#Instructor",
    ],
    Role.ADMINISTRATOR: [f"{MEMBERSHIP}#Administrator"],
}
AT_UNIVERSITY = {
    Role.STUDENT: [f"{INSTITUTION}Student"],
    Role.TEST_STUDENT: [],
    Role.TEACHER: [f"{INSTITUTION}Faculty"],
    Role.ASSISTANT: [f"{INSTITUTION}Faculty"],
    Role.ADMINISTRATOR: [f"{INSTITUTION}Administrator", f"{SYSTEM}Administrator"],
}


def of_launch(person: Person, *, in_course: bool) -> list[str]:
    """Return all roles of somebody who launches."""
    role = Role(person.role)
    return [*(IN_COURSE[role] if in_course else []), *AT_UNIVERSITY[role]]


def of_member(person: Person, *, short: bool) -> list[str]:
    """Return the roles of somebody in a roster, in full or by their last word."""
    roles = IN_COURSE[Role(person.role)]
    return [role.rpartition("#")[2] for role in roles] if short else list(roles)
