"""Who somebody is here, and whether they may. A journey asks it first, and nothing else decides."""

from dataclasses import dataclass

from lti_exams.accounts.api import ApiToken, User, units_of
from lti_exams.journeys.rights import ACTS_OF_SCOPE, IN_EVERY_COURSE, MAY, Act, Role, Scope
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.launches import api as launches

__all__ = [
    "Act",
    "ActRefused",
    "Caller",
    "Role",
    "Scope",
    "actor",
    "actor_of",
    "caller_of_assessment",
    "caller_of_command",
    "caller_of_launch",
    "caller_of_token",
    "caller_of_user",
    "check_launch_may",
    "check_may",
    "launch_may",
    "roles_of",
]


class ActRefused(LtiExamsError):
    """Somebody is not among those who may do this."""

    code = "act-refused"


_ROLES_OF_STANDING: dict[launches.Standing, frozenset[Role]] = {
    launches.Standing.TEACHER: frozenset({Role.TEACHER}),
    launches.Standing.ASSISTANT: frozenset({Role.ASSISTANT}),
    launches.Standing.LEARNER: frozenset({Role.LEARNER}),
}


# Sub-roles of the context by which an LMS says who watches exams and who decides about them.
_ROLES_OF_SUB_ROLE: dict[str, frozenset[Role]] = {
    "Proctor": frozenset({Role.PROCTOR}),
    "Invigilator": frozenset({Role.PROCTOR}),
    "Reviewer": frozenset({Role.REVIEWER}),
}


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks for something: by launch, as staff, or by an API token.

    Roles hold in one course, or in the courses of some units; without either they hold everywhere.
    A token may do only what its scopes name.
    """

    name: str
    roles: frozenset[Role]
    course: launches.Course | None = None
    person: launches.Person | None = None
    # The link of the launch, which may ask for milestones of its own.
    link: int | None = None
    is_test_user: bool = False
    only: frozenset[Act] | None = None
    units: frozenset[int] | None = None

    def may(self, act: Act, course: launches.Course | None = None) -> bool:
        """Tell whether this caller may do something in a course."""
        within = self.course is None or act not in IN_EVERY_COURSE
        here = within and (course is None or self.reaches(course))
        named = self.only is None or act in self.only
        return here and named and not MAY[act].isdisjoint(self.roles)

    def reaches(self, course: launches.Course) -> bool:
        """Tell whether a course is among those in which the roles of this caller hold."""
        return self.course in (None, course) and (
            self.units is None or course.unit_id in self.units
        )

    def check_may(self, act: Act, course: launches.Course | None = None) -> None:
        """Refuse what this caller may not do there."""
        if not self.may(act, course):
            raise ActRefused(act=act.value)


def caller_of_launch(launch: launches.Launch) -> Caller:
    """Return who came by a launch, with the rights that the LMS gave in its course."""
    return Caller(
        name=actor_of(launch),
        roles=_roles_of_launch(launch),
        course=launch.course,
        person=launch.person,
        link=launch.link_id,
        is_test_user=launch.is_test_user,
    )


def _roles_of_launch(launch: launches.Launch) -> frozenset[Role]:
    usual = _ROLES_OF_STANDING.get(launches.standing_of(launch), frozenset())
    if launch.course is None:
        return usual
    named = (name.partition("#")[2] for name in launch.roles)
    return usual.union(*(_ROLES_OF_SUB_ROLE.get(name, frozenset()) for name in named))


def caller_of_command() -> Caller:
    """Return whoever runs a command on the server, with the rights of the service's staff."""
    return Caller(name=actor(None), roles=frozenset({Role.SERVICE_STAFF}))


def caller_of_user(user: User) -> Caller:
    """Return a signed-in member of staff: of the service, or of some of its units."""
    roles = roles_of(user)
    units = None if Role.SERVICE_STAFF in roles else units_of(user)
    return Caller(name=actor(user), roles=roles, units=units)


def caller_of_token(token: ApiToken) -> Caller:
    """Return a program that was let in by a token, in the course of the token if it has one."""
    course = token.course
    return Caller(
        name=token.key,
        roles=frozenset({Role.SERVICE_STAFF}),
        course=None if course is None else launches.Course.objects.get(pk=course),
        only=frozenset().union(*(ACTS_OF_SCOPE[Scope(scope)] for scope in token.scopes)),
    )


def caller_of_assessment(key: str, course: launches.Course) -> Caller:
    """Return the place where an exam's questions lie, which has proved that it is that place."""
    return Caller(
        name=key,
        roles=frozenset({Role.ASSESSMENT}),
        course=course,
        only=frozenset({Act.COMPLETE_ATTEMPT}),
    )


def roles_of(user: User) -> frozenset[Role]:
    """Return why a signed-in person may do things."""
    if not user.is_active:
        return frozenset()
    if user.is_staff:
        return frozenset({Role.SERVICE_STAFF})
    return frozenset({Role.DEPARTMENT}) if units_of(user) else frozenset()


def check_may(user: User, act: Act) -> None:
    """Refuse an act to somebody whose roles do not allow it."""
    if not roles_of(user) & MAY[act]:
        raise ActRefused(act=act.value)


def launch_may(launch: launches.Launch, act: Act) -> bool:
    """Tell whether what the LMS said of a person in this course allows an act there."""
    return not MAY[act].isdisjoint(
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
