"""The only door to accounts."""

from lti_exams.accounts.models import ApiToken, Unit, UnitStaff, User
from lti_exams.accounts.operations import NewToken, create_token, living_token, revoke_token
from lti_exams.accounts.queries import all_tokens, all_units, staff_of, token_of, units_of

__all__ = [
    "ApiToken",
    "NewToken",
    "Unit",
    "UnitStaff",
    "User",
    "all_tokens",
    "all_units",
    "create_token",
    "living_token",
    "revoke_token",
    "staff_of",
    "token_of",
    "units_of",
]
