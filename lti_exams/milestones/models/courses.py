"""When a course is completed."""

from django.db import models


class CourseRule(models.Model):
    """The condition tree of a course: it is completed when the tree becomes true."""

    course_key = models.TextField()
    course_digest = models.CharField(max_length=64, unique=True)
    document = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=300)


class CourseRulePart(models.Model):
    """One thing that a rule asks about, so that whoever changes it finds the rule."""

    rule = models.ForeignKey(CourseRule, on_delete=models.CASCADE, related_name="parts")
    # The digest of a subject, or the key of a milestone.
    subject_digest = models.CharField(max_length=64, blank=True, db_index=True)
    milestone = models.ForeignKey(
        "milestones.Milestone", on_delete=models.PROTECT, null=True, blank=True
    )
