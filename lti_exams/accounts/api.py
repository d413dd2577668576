"""The only door to accounts."""

from lti_exams.accounts.models import ApiToken, User
from lti_exams.accounts.operations import NewToken, create_token, living_token, revoke_token

__all__ = ["ApiToken", "NewToken", "User", "create_token", "living_token", "revoke_token"]
