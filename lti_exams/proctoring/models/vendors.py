"""Who guards exams, what each exam asks of them, and who watches on our side."""

from typing import Any

from django.db import models
from django.db.models import Q

from lti_exams.kernel.fields import EncryptedTextField
from lti_exams.proctoring.models.columns import known, word
from lti_exams.proctoring.rules.policies import Policy, read_policy
from lti_exams.proctoring.rules.words import Part, Way
from lti_exams.tools import api as tools

# Exams name what lives further up the house by a kind and a key.
REFERENCE = "vendor"


class Vendor(tools.Contacts):
    """A proctoring vendor: an LTI tool, a service that speaks our REST, or nobody at all."""

    key = models.SlugField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    way = word(Way)
    tool = models.OneToOneField(
        "tools.Tool", on_delete=models.PROTECT, null=True, blank=True, related_name="vendor"
    )
    address = models.CharField(max_length=2000, blank=True)
    secret = EncryptedTextField(blank=True)
    # People's names at a REST vendor are made with it: they stay when the secret is renewed.
    pseudonym_secret = EncryptedTextField(blank=True)
    # Thresholds, reason codes and what follows from them (`rules.policies`).
    policy_document = models.JSONField(default=dict, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            known("vendor", "way", Way),
            models.CheckConstraint(
                condition=Q(way=Way.LTI.value, tool__isnull=False)
                | ~Q(way=Way.LTI.value) & Q(tool=None),
                name="vendor_by_lti_is_a_tool",
            ),
            models.CheckConstraint(
                condition=~Q(way=Way.REST.value) | ~Q(address=""), name="vendor_by_rest_is_reached"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        """Return what `Exam.vendor` holds of an exam that this vendor guards."""
        return f"{REFERENCE}:{self.key}"

    @property
    def audited(self) -> str:
        """Name this vendor to the audit, as who acts and as what is changed."""
        return f"{REFERENCE}:{self.pk}"

    @property
    def contacts(self) -> tools.Contacts:
        """Return whom people turn to: an LTI tool's are kept with the tool."""
        return self.tool or self

    @property
    def policy(self) -> Policy:
        return read_policy(self.policy_document)


class ExamProctoring(models.Model):
    """What one exam asks of its vendor and of its reviewers; without a row: the usual.

    The review policy is a text of the exam itself, and exceptions are of accommodations.
    """

    exam = models.OneToOneField("exams.Exam", on_delete=models.PROTECT, related_name="proctoring")
    # Handed to the vendor as it is: what it means is between staff and vendor.
    settings = models.JSONField(default=dict, blank=True)
    # What replaces parts of the vendor's policy.
    policy_document = models.JSONField(default=dict, blank=True)
    needs_second_review = models.BooleanField(default=False)
    # Whether the vendor learns of every end, asked for or not.
    tells_end = models.BooleanField(default=False)
    onboarding_days = models.PositiveIntegerField(default=365)

    class Meta:
        verbose_name_plural = "exam proctoring"

    def told(self) -> dict[str, Any]:
        """Return what staff decided, for the audit."""
        return {
            "settings": self.settings,
            "policy": self.policy_document,
            "needs_second_review": self.needs_second_review,
            "tells_end": self.tells_end,
            "onboarding_days": self.onboarding_days,
        }


class Proctor(models.Model):
    """Somebody on the list of those who watch an exam, or all exams of a course."""

    course = models.ForeignKey("launches.Course", on_delete=models.CASCADE, related_name="proctors")
    exam = models.ForeignKey(
        "exams.Exam", on_delete=models.PROTECT, null=True, blank=True, related_name="proctors"
    )
    person = models.ForeignKey("launches.Person", on_delete=models.PROTECT, related_name="+")
    part = word(Part)
    listed_by = models.CharField(max_length=300)
    listed_at = models.DateTimeField()

    class Meta:
        ordering = ["person__name", "id"]
        constraints = [
            known("proctor", "part", Part),
            models.UniqueConstraint(
                fields=["exam", "person"],
                condition=Q(exam__isnull=False),
                name="proctor_of_an_exam_is_listed_once",
            ),
            models.UniqueConstraint(
                fields=["course", "person"],
                condition=Q(exam=None),
                name="proctor_of_a_course_is_listed_once",
            ),
        ]
