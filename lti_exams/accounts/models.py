"""People who work here without an LMS: the staff of the service and of departments."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A member of staff who signs in with a password; learners and teachers come by launch."""
