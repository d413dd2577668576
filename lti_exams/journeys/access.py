"""Who may do what: one table. A journey asks it first, and nothing else decides it."""

from dataclasses import dataclass
from enum import StrEnum

from lti_exams.accounts.api import ApiToken, User
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.launches import api as launches


class Role(StrEnum):
    """Why somebody may do something here."""

    SERVICE_STAFF = "service-staff"
    TEACHER = "teacher"
    ASSISTANT = "assistant"
    LEARNER = "learner"


class Act(StrEnum):
    """What may be done, each named once."""

    SEE_PLATFORMS = "see-platforms"
    REGISTER_PLATFORM = "register-platform"
    DECIDE_ABOUT_PLATFORM = "decide-about-platform"
    DECIDE_ABOUT_DEPLOYMENT = "decide-about-deployment"
    BIND_ORIGIN = "bind-origin"
    INVITE_PLATFORM = "invite-platform"
    ROTATE_KEYS = "rotate-keys"
    CREATE_API_TOKEN = "create-api-token"
    SEE_COURSE = "see-course"
    PLACE_LINK = "place-link"
    SIT_EXAM = "sit-exam"
    PREVIEW_EXAM = "preview-exam"
    SEE_EXAMS = "see-exams"
    EDIT_EXAMS = "edit-exams"
    SEE_ATTEMPTS = "see-attempts"
    INVIGILATE = "invigilate"
    DECIDE_ABOUT_ATTEMPT = "decide-about-attempt"
    SEE_ACCOMMODATIONS = "see-accommodations"
    GRANT_TIME = "grant-time"


class Scope(StrEnum):
    """What an API token can be made for; whoever may write may also read."""

    EXAMS_READ = "exams:read"
    EXAMS_WRITE = "exams:write"
    ATTEMPTS_READ = "attempts:read"
    ATTEMPTS_WRITE = "attempts:write"
    TIME_READ = "time:read"
    TIME_WRITE = "time:write"


class ActRefused(LtiExamsError):
    """Somebody is not among those who may do this."""

    code = "act-refused"


_MAY: dict[Act, frozenset[Role]] = {
    Act.SEE_PLATFORMS: frozenset({Role.SERVICE_STAFF}),
    Act.REGISTER_PLATFORM: frozenset({Role.SERVICE_STAFF}),
    Act.DECIDE_ABOUT_PLATFORM: frozenset({Role.SERVICE_STAFF}),
    Act.DECIDE_ABOUT_DEPLOYMENT: frozenset({Role.SERVICE_STAFF}),
    Act.BIND_ORIGIN: frozenset({Role.SERVICE_STAFF}),
    Act.INVITE_PLATFORM: frozenset({Role.SERVICE_STAFF}),
    Act.ROTATE_KEYS: frozenset({Role.SERVICE_STAFF}),
    Act.CREATE_API_TOKEN: frozenset({Role.SERVICE_STAFF}),
    Act.SEE_COURSE: frozenset({Role.TEACHER, Role.ASSISTANT}),
    Act.PLACE_LINK: frozenset({Role.TEACHER}),
    Act.SIT_EXAM: frozenset({Role.LEARNER}),
    Act.PREVIEW_EXAM: frozenset({Role.TEACHER, Role.ASSISTANT}),
    Act.SEE_EXAMS: frozenset({Role.TEACHER, Role.ASSISTANT, Role.SERVICE_STAFF}),
    Act.EDIT_EXAMS: frozenset({Role.TEACHER, Role.SERVICE_STAFF}),
    Act.SEE_ATTEMPTS: frozenset({Role.TEACHER, Role.ASSISTANT, Role.SERVICE_STAFF}),
    # What an invigilator does in the hall: pause and resume, admit, free a seat.
    Act.INVIGILATE: frozenset({Role.TEACHER, Role.ASSISTANT, Role.SERVICE_STAFF}),
    # What changes somebody's result: end, fail, accept, reset, reopen, let resume.
    Act.DECIDE_ABOUT_ATTEMPT: frozenset({Role.TEACHER, Role.SERVICE_STAFF}),
    Act.SEE_ACCOMMODATIONS: frozenset({Role.TEACHER, Role.ASSISTANT, Role.SERVICE_STAFF}),
    Act.GRANT_TIME: frozenset({Role.TEACHER, Role.SERVICE_STAFF}),
}

# A token acts for the staff who made it, as far as its scopes go and no further.
_ACTS_OF_SCOPE: dict[Scope, frozenset[Act]] = {
    Scope.EXAMS_READ: frozenset({Act.SEE_EXAMS}),
    Scope.EXAMS_WRITE: frozenset({Act.SEE_EXAMS, Act.EDIT_EXAMS}),
    Scope.ATTEMPTS_READ: frozenset({Act.SEE_ATTEMPTS}),
    Scope.ATTEMPTS_WRITE: frozenset({Act.SEE_ATTEMPTS, Act.INVIGILATE, Act.DECIDE_ABOUT_ATTEMPT}),
    Scope.TIME_READ: frozenset({Act.SEE_ACCOMMODATIONS}),
    Scope.TIME_WRITE: frozenset({Act.SEE_ACCOMMODATIONS, Act.GRANT_TIME}),
}

_ROLES_OF_STANDING: dict[launches.Standing, frozenset[Role]] = {
    launches.Standing.TEACHER: frozenset({Role.TEACHER}),
    launches.Standing.ASSISTANT: frozenset({Role.ASSISTANT}),
    launches.Standing.LEARNER: frozenset({Role.LEARNER}),
}


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks for something: by launch, as staff, or by an API token.

    Roles hold in one course; without a course they hold everywhere. A token may do only what its
    scopes name.
    """

    name: str
    roles: frozenset[Role]
    course: launches.Course | None = None
    person: launches.Person | None = None
    is_test_user: bool = False
    only: frozenset[Act] | None = None

    def may(self, act: Act, course: launches.Course | None = None) -> bool:
        """Tell whether this caller may do something in a course."""
        here = self.course is None or course is None or self.course == course
        named = self.only is None or act in self.only
        return here and named and not _MAY[act].isdisjoint(self.roles)

    def check_may(self, act: Act, course: launches.Course | None = None) -> None:
        """Refuse what this caller may not do there."""
        if not self.may(act, course):
            raise ActRefused(act=act.value)


def caller_of_launch(launch: launches.Launch) -> Caller:
    """Return who came by a launch, with the rights that the LMS gave in its course."""
    return Caller(
        name=actor_of(launch),
        roles=_ROLES_OF_STANDING.get(launches.standing_of(launch), frozenset()),
        course=launch.course,
        person=launch.person,
        is_test_user=launch.is_test_user,
    )


def caller_of_command() -> Caller:
    """Return whoever runs a command on the server, with the rights of the service's staff."""
    return Caller(name=actor(None), roles=frozenset({Role.SERVICE_STAFF}))


def caller_of_user(user: User) -> Caller:
    """Return a signed-in member of staff."""
    return Caller(name=actor(user), roles=roles_of(user))


def caller_of_token(token: ApiToken) -> Caller:
    """Return a program that was let in by a token, in the course of the token if it has one."""
    course = token.course
    return Caller(
        name=token.key,
        roles=frozenset({Role.SERVICE_STAFF}),
        course=None if course is None else launches.Course.objects.get(pk=course),
        only=frozenset().union(*(_ACTS_OF_SCOPE[Scope(scope)] for scope in token.scopes)),
    )


def roles_of(user: User) -> frozenset[Role]:
    """Return why a signed-in person may do things."""
    is_staff = user.is_active and user.is_staff
    return frozenset({Role.SERVICE_STAFF}) if is_staff else frozenset()


def check_may(user: User, act: Act) -> None:
    """Refuse an act to somebody whose roles do not allow it."""
    if not roles_of(user) & _MAY[act]:
        raise ActRefused(act=act.value)


def launch_may(launch: launches.Launch, act: Act) -> bool:
    """Tell whether what the LMS said of a person in this course allows an act there."""
    return not _MAY[act].isdisjoint(
        _ROLES_OF_STANDING.get(launches.standing_of(launch), frozenset())
    )


def check_launch_may(launch: launches.Launch, act: Act) -> None:
    """Refuse an act in a course to somebody whose roles there do not allow it."""
    if not launch_may(launch, act):
        raise ActRefused(act=act.value)


def actor_of(launch: launches.Launch) -> str:
    """Name who acts inside a launch, for the audit."""
    return f"person:{launch.person_id}"


def actor(user: User | None) -> str:
    """Name who acts, for the audit; without a person it is a command on the server."""
    return f"staff:{user.pk}" if user else "command"
