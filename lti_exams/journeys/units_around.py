"""To which units a course belongs, and which vendors the exams there may name."""

from lti_exams.launches import api as launches
from lti_exams.proctoring import api as proctoring


def units_of(course: launches.Course) -> set[str]:
    """Name the unit that a course belongs to, and all that it is a part of."""
    names, unit = set[str](), course.unit
    while unit is not None:
        names.add(unit.name)
        unit = unit.parent
    return names


def may_name_vendor(course: launches.Course, reference: str) -> bool:
    """Tell whether a course may name a vendor; one that nobody connected yet is not refused."""
    vendor = proctoring.named_by(reference)
    units = vendor.contacts.units if vendor else []
    return not units or not units_of(course).isdisjoint(units)
