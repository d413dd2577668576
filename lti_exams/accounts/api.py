"""The only door to accounts."""

from lti_exams.accounts.models import User

__all__ = ["User"]
