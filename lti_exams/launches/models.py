"""Who launched, from where, into what; and the session that a launch opens."""

from datetime import datetime

from django.db import models
from django.db.models import Q


class Person(models.Model):
    """One person of one LMS: issuer and sub, never an e-mail address, across its deployments."""

    platform = models.ForeignKey("platforms.Platform", on_delete=models.PROTECT)
    sub = models.CharField(max_length=255)
    name = models.CharField(max_length=255, blank=True)
    given_name = models.CharField(max_length=255, blank=True)
    family_name = models.CharField(max_length=255, blank=True)
    email = models.CharField(max_length=255, blank=True)

    class Meta:
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(fields=["platform", "sub"], name="person_is_unique"),
            models.CheckConstraint(condition=~Q(sub=""), name="person_has_a_sub"),
        ]

    def __str__(self) -> str:
        return self.name or self.sub


class Term(models.Model):
    """A part of the year: courses are active within it."""

    name = models.CharField(max_length=100, unique=True)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["begins_at", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(begins_at__lt=models.F("ends_at")), name="term_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Course(models.Model):
    """An LTI context, or a link that was launched without one."""

    deployment = models.ForeignKey("platforms.Deployment", on_delete=models.PROTECT)
    context_id = models.CharField(max_length=255)
    is_link = models.BooleanField(default=False)
    label = models.CharField(max_length=255, blank=True)
    title = models.CharField(max_length=255, blank=True)
    memberships_url = models.CharField(max_length=2000, blank=True)
    term = models.ForeignKey(
        Term, on_delete=models.PROTECT, null=True, blank=True, related_name="courses"
    )
    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.SET_NULL, null=True, blank=True, related_name="courses"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["deployment", "context_id", "is_link"], name="course_is_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.label or self.context_id

    def is_active(self, now: datetime) -> bool:
        """Tell whether its term goes on; a course that nobody gave a term is always active."""
        return self.term is None or self.term.begins_at <= now < self.term.ends_at


class Link(models.Model):
    """An LTI resource link: the place in a course from which we are launched."""

    deployment = models.ForeignKey("platforms.Deployment", on_delete=models.PROTECT)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="links")
    resource_link_id = models.CharField(max_length=255)
    title = models.CharField(max_length=255, blank=True)
    line_item_url = models.CharField(max_length=2000, blank=True)
    line_items_url = models.CharField(max_length=2000, blank=True)
    ags_scopes = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["deployment", "resource_link_id"], name="link_is_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.resource_link_id


class Membership(models.Model):
    """A person in a course, with the roles that the newest launch or roster told."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    roles = models.JSONField(default=list)
    is_active = models.BooleanField(default=True)
    as_of = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "person"], name="membership_is_unique"),
        ]


class Placement(models.Model):
    """What a link opens: a kind and a key, since what it opens lives further up the house."""

    link = models.OneToOneField(Link, on_delete=models.CASCADE, related_name="placement")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=255, blank=True)
    placed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(kind=""), name="placement_has_a_kind"),
        ]


class Launch(models.Model):
    """One launch and the session it opens: its key is in the address, its browser in a cookie."""

    key = models.CharField(max_length=32, unique=True)
    browser_digest = models.CharField(max_length=64, db_index=True)
    cookieless = models.BooleanField(default=False)
    deployment = models.ForeignKey("platforms.Deployment", on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, null=True, blank=True)
    link = models.ForeignKey(Link, on_delete=models.PROTECT, null=True, blank=True)
    message_type = models.CharField(max_length=60)
    roles = models.JSONField(default=list)
    is_test_user = models.BooleanField(default=False)
    locale = models.CharField(max_length=35, blank=True)
    document_target = models.CharField(max_length=10, blank=True)
    return_url = models.CharField(max_length=2000, blank=True)
    details = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "launches"
