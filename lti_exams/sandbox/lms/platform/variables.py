"""Custom parameters, with what stands for `$Something` put in its place."""

from lti_exams.sandbox.lms.models import Course, Link, PendingLaunch, Person
from lti_exams.sandbox.lms.platform import roles


def substituted(custom: dict[str, str], launch: PendingLaunch) -> dict[str, str]:
    """Return the parameters of this launch; what we do not know stays as it was written."""
    known = _of_person(launch.person)
    if launch.course is not None:
        known |= _of_course(launch.course)
    if launch.link is not None:
        known |= _of_link(launch.link)
    return {name: known.get(str(value), str(value)) for name, value in custom.items()}


def _of_person(person: Person) -> dict[str, str]:
    return {
        "$User.id": person.sub,
        "$User.username": person.key,
        "$Person.name.full": person.name,
        "$Person.name.given": person.given_name,
        "$Person.name.family": person.family_name,
        "$Person.email.primary": person.email,
        "$Person.sourcedId": f"riverside:{person.key}",
        "$Membership.role": ",".join(roles.of_member(person, short=False)),
    }


def _of_course(course: Course) -> dict[str, str]:
    return {
        "$Context.id": course.context_id,
        "$Context.id.history": course.copied_from,
        "$Context.title": course.title,
        "$Context.label": course.code,
        "$CourseSection.title": course.title,
        "$CourseSection.dept": course.department,
        "$CourseSection.sourcedId": f"riverside:{course.key}",
        "$CourseSection.timeFrame.begin": course.begins_at.isoformat(),
        "$CourseSection.timeFrame.end": course.ends_at.isoformat(),
        "$CourseOffering.academicSession": course.term,
    }


def _of_link(link: Link) -> dict[str, str]:
    return {
        "$ResourceLink.id": link.link_id,
        "$ResourceLink.title": link.title,
        "$ResourceLink.description": link.description,
        "$ResourceLink.id.history": link.copied_from,
        "$ResourceLink.available.startDateTime": link.available_from,
        "$ResourceLink.available.endDateTime": link.available_until,
        "$ResourceLink.submission.startDateTime": link.submission_from,
        "$ResourceLink.submission.endDateTime": link.submission_until,
    }
