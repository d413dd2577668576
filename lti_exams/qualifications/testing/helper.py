"""A university with courses, assignments and groups, made by descriptions of a few words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from typing import Any

from django.utils import timezone

from lti_exams.accounts.api import User
from lti_exams.kernel.points import scaled
from lti_exams.launches import api as launches
from lti_exams.platforms import api as platforms
from lti_exams.qualifications.testing.grammar import Told, read
from lti_exams.results import api as results
from lti_exams.trust import api as trust

_MONTH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Group:
    """Somebody's work on one assignment; another group of theirs on it is another try."""

    name: str
    column: results.Column
    members: Sequence[launches.Membership]


class TestHelper:
    """Makes what tests of plugins need, and has each thing under its name.

    `helper.sub_p1` is the period `p1` of the subject `sub`, `helper.sub_p1_a1` an assignment of
    it, `helper.sub_p1_a1_gstudent1` a group on that, and every person is there under their name:
    students as people of the LMS, administrators of a node as staff of the service,
    administrators of a period as teachers of the course.
    """

    __test__ = False

    def __init__(self) -> None:
        self.made: dict[str, Any] = {}
        self.now: datetime = timezone.now()

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["made"][name]
        except KeyError:
            raise AttributeError(f"the helper made nothing that is named {name}") from None

    def add(
        self,
        nodes: str = "uni",
        subjects: Iterable[str] = (),
        periods: Iterable[str] = (),
        assignments: Iterable[str] = (),
        assignmentgroups: Iterable[str] = (),
        deadlines: Iterable[str] = (),
    ) -> None:
        """Make all of it: every period in every subject, every assignment in every period.

        A `deadline` is understood and changes nothing: a published result counts whenever it came.
        """
        for text in deadlines:
            read(text)
        self._node(read(nodes))
        for subject, period in product(map(read, subjects), map(read, periods)):
            course = self._period(f"{subject.name}_{period.name}", period)
            for assignment in map(read, assignments):
                name = f"{subject.name}_{period.name}_{assignment.name}"
                column = self._assignment(name, course, assignment)
                for group in map(read, assignmentgroups):
                    self._group(f"{name}_{group.name}", course, column, group)

    def _node(self, told: Told) -> None:
        superuser, _ = User.objects.get_or_create(
            username="superuser", defaults={"is_superuser": True, "is_staff": True}
        )
        self.made["superuser"] = superuser
        for name in told.values("admin"):
            self.made[name] = User.objects.create_user(name, is_staff=True)
        self.made[told.name] = platforms.Platform.objects.create(
            name=told.name,
            issuer=f"https://{told.name}.example",
            client_id="testhelper",
            auth_url=f"https://{told.name}.example/auth",
            token_url=f"https://{told.name}.example/token",
            key_set=trust.keep_key_set(f"https://{told.name}.example/jwks"),
            status="active",
            registered_by="manual",
            created_at=self.now,
        )
        self.made["deployment"] = platforms.Deployment.objects.create(
            platform=self.made[told.name], deployment_id="1", status="active", created_at=self.now
        )

    def _period(self, name: str, told: Told) -> launches.Course:
        """Make a course; it begins and ends so many months from now."""
        term = launches.Term.objects.create(
            name=name,
            begins_at=self.now + told.number("begins", -1) * _MONTH,
            ends_at=self.now + told.number("begins", -1) * _MONTH + told.number("ends", 6) * _MONTH,
        )
        course = launches.Course.objects.create(
            deployment=self.deployment, context_id=name, title=name, term=term
        )
        for admin in told.values("admin"):
            self.enrol(course, admin, "Instructor")
        self.made[name] = course
        return course

    def _assignment(self, name: str, course: launches.Course, told: Told) -> results.Column:
        wanted = results.ColumnDefinition(
            title=told.name,
            maximum=scaled(told.number("maxpoints", 100)),
            pass_limit=scaled(told.number("passing", 50)),
        )
        column = results.define_column(course, wanted, by="testhelper", now=self.now)
        self.made[name] = column
        return column

    def _group(
        self, name: str, course: launches.Course, column: results.Column, told: Told
    ) -> None:
        members = [self.enrol(course, each, "Learner") for each in told.values("candidate")]
        for examiner in told.values("examiner"):
            self.enrol(course, examiner, "Instructor#Grader")
        self.made[name] = Group(name[:100], column, members)

    def enrol(self, course: launches.Course, username: str, role: str) -> launches.Membership:
        """Have somebody in a course; the same name is the same person everywhere."""
        person, _ = launches.Person.objects.get_or_create(
            platform=course.deployment.platform, sub=username, defaults={"name": username}
        )
        self.made.setdefault(username, person)
        member, _ = launches.Membership.objects.get_or_create(
            course=course, person=person, defaults={"roles": [role], "as_of": self.now}
        )
        return member
