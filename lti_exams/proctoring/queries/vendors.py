"""Vendors, and what exams ask of them."""

from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet

from lti_exams.exams import api as exams
from lti_exams.kernel.prepared import Asked, Question
from lti_exams.proctoring.errors import NoSuchVendor, VendorIsOff
from lti_exams.proctoring.models import REFERENCE, ExamProctoring, Vendor
from lti_exams.proctoring.rules.policies import Policy, merged, read_policy

_LONGEST = 100
_LARGEST_KEY = 2**63 - 1


# Asked by every call of a vendor.
_wishes = Question(lambda: ExamProctoring.objects.filter(exam=Asked("exam")))


def all_vendors() -> QuerySet[Vendor]:
    return Vendor.objects.select_related("tool")


def by_key(key: str) -> Vendor:
    """Return a vendor, switched on or not."""
    found = all_vendors().filter(key=key).first() if _is_key(key) else None
    if found is None:
        raise NoSuchVendor(key=key[:_LONGEST])
    return found


def by_id(pk: int) -> Vendor:
    """Return a vendor by its number, switched on or not."""
    found = all_vendors().filter(pk=pk).first() if 0 < pk <= _LARGEST_KEY else None
    if found is None:
        raise NoSuchVendor(id=pk)
    return found


def named_by(reference: str) -> Vendor | None:
    """Return the vendor that `Exam.vendor` names, switched on or not."""
    kind, _, key = reference.partition(":")
    if kind != REFERENCE or not _is_key(key):
        return None
    return all_vendors().filter(key=key).first()


def _is_key(key: str) -> bool:
    return 0 < len(key) <= _LONGEST and "\x00" not in key


def vendor_of(exam: exams.Exam) -> Vendor | None:
    """Return the vendor that guards an exam, switched on or not."""
    return named_by(exam.vendor)


def active_vendor_of(exam: exams.Exam) -> Vendor:
    """Return the vendor to which people who sit an exam may be sent now."""
    vendor = vendor_of(exam)
    is_on = vendor is not None and vendor.is_active
    if vendor is None or not is_on or (vendor.tool is not None and not vendor.tool.is_active):
        raise VendorIsOff(name=vendor.name if vendor else exam.vendor)
    return vendor


def usable_vendors() -> QuerySet[Vendor]:
    """Return the vendors that are switched on."""
    return all_vendors().filter(Q(tool=None) | Q(tool__is_active=True), is_active=True)


def vendors_for(units: Collection[str]) -> list[Vendor]:
    """Return the vendors that the exams of these units may use, and those that all may use."""
    return [
        vendor
        for vendor in usable_vendors()
        if not vendor.contacts.units or set(units) & set(vendor.contacts.units)
    ]


def proctoring_of(exam: exams.Exam) -> ExamProctoring:
    """Return what an exam asks; where nobody decided, the usual, which is not stored."""
    # Read with the exam where a query brought it along.
    read = exam._state.fields_cache
    known = read["proctoring"] if "proctoring" in read else _wishes.one(exam=exam.pk)
    if known is None:
        return ExamProctoring(exam=exam)
    known.exam = exam
    return known


def proctoring_of_all(guarded: Iterable[exams.Exam]) -> dict[int, ExamProctoring]:
    """Return what each of many exams asks, by the key of the exam, in one query."""
    sought = {exam.pk: exam for exam in guarded}
    asked = {one.exam_id: one for one in ExamProctoring.objects.filter(exam__in=sought)}
    return {key: asked.get(key) or ExamProctoring(exam=exam) for key, exam in sought.items()}


def policy_of(vendor: Vendor, wishes: ExamProctoring) -> Policy:
    """Return what follows from what a vendor tells in one exam."""
    return read_policy(merged(vendor.policy_document, wishes.policy_document))
