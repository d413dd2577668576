"""Lists that were decided elsewhere, and handed over, as tests of exports need them."""

from datetime import datetime

from lti_exams.journeys import export_statuses, qualify_students
from lti_exams.journeys.access import Caller, Role
from lti_exams.launches import api as launches
from lti_exams.qualifications import api as qualifications

STAFF = Caller(name="staff:1", roles=frozenset({Role.SERVICE_STAFF}))
CSV = export_statuses.Making(form=qualifications.Form.CSV)


def decide(
    course: launches.Course, *passing: launches.Person, now: datetime
) -> qualifications.Status:
    """Save a list on which these qualify and the others do not."""
    members = {one.person_id: one.pk for one in course.memberships.all()}
    saving = qualifications.Saving(state=qualifications.State.READY, message="by hand")
    told = {members[one.pk]: True for one in passing}
    return qualify_students.save_status(STAFF, course, saving, told, now=now)


def export(
    status: qualifications.Status, *, now: datetime, target: str = "registry"
) -> tuple[qualifications.Export, qualifications.File]:
    """Hand a list over."""
    return export_statuses.hand_over(STAFF, status, CSV, target=target, now=now)
