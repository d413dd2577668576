from django.db import models


class Role(models.TextChoices):
    """What somebody is at the university."""

    STUDENT = "student"
    TEACHER = "teacher"
    ASSISTANT = "assistant"
    ADMINISTRATOR = "administrator"
    TEST_STUDENT = "test_student"


class Person(models.Model):
    """Somebody at the university; `sub` is the opaque id that tools see."""

    key = models.SlugField(unique=True)
    sub = models.CharField(max_length=255, unique=True)
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    role = models.CharField(max_length=20, choices=Role.choices)

    class Meta:
        ordering = ["id"]

    @property
    def name(self) -> str:
        """Return the full name."""
        return f"{self.given_name} {self.family_name}"

    @property
    def email(self) -> str:
        """Return an address that can never belong to anybody."""
        return f"{self.key}@riverside.example"

    @property
    def is_gradable(self) -> bool:
        """Tell whether a score of this person belongs in the gradebook."""
        return self.role in {Role.STUDENT, Role.TEST_STUDENT}

    @property
    def is_teacher(self) -> bool:
        """Tell whether this person may look into the gradebook."""
        return self.role in {Role.TEACHER, Role.ASSISTANT, Role.ADMINISTRATOR}

    @property
    def is_administrator(self) -> bool:
        """Tell whether this person may install tools and break things."""
        return self.role == Role.ADMINISTRATOR
