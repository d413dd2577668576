"""The only door to tools."""

from lti_exams.tools.errors import (
    AuthorisationRefused,
    NoSuchTool,
    RegistrationRefused,
    TokenRequestRefused,
    ToolIsOff,
    ToolMessageRefused,
    ToolTokenRefused,
    ToolUnusable,
)
from lti_exams.tools.models import Contacts, Invitation, Pseudonym, Tool
from lti_exams.tools.operations.deletions import Asked, ask_to_forget
from lti_exams.tools.operations.incoming import FromTool, read_from_tool
from lti_exams.tools.operations.invitations import (
    NewInvitation,
    invite,
    openid_configuration,
    register_invited,
    withdraw_invitation,
)
from lti_exams.tools.operations.launching import answer, prepare
from lti_exams.tools.operations.own_keys import KEY_OWNER, public_keys
from lti_exams.tools.operations.pseudonyms import (
    forget_pseudonyms,
    person_behind,
    pseudonym,
    pseudonyms,
)
from lti_exams.tools.operations.registrations import (
    NewTool,
    activate,
    deactivate,
    edit,
    register,
    told_of,
)
from lti_exams.tools.operations.tokens import Granted, bearer, grant_token, token_address
from lti_exams.tools.queries import (
    active_tool,
    all_tools,
    by_client_id,
    by_id,
    invitations,
    issuer,
    pseudonyms_of,
    sheet,
    tools_of,
    waiting_tools,
)
from lti_exams.tools.rules import names
from lti_exams.tools.rules.forms import AutoPost, Initiation
from lti_exams.tools.rules.kinds import Personal, RegisteredBy, ToolKind, scopes_of
from lti_exams.tools.rules.messages import Message
from lti_exams.tools.rules.names import (
    ACS,
    INSTRUCTOR,
    LEARNER,
    LINE_ITEM,
    LINE_ITEM_READ,
    RESULT_READ,
    ROSTER,
    SCORE,
)

__all__ = [
    "ACS",
    "INSTRUCTOR",
    "KEY_OWNER",
    "LEARNER",
    "LINE_ITEM",
    "LINE_ITEM_READ",
    "RESULT_READ",
    "ROSTER",
    "SCORE",
    "Asked",
    "AuthorisationRefused",
    "AutoPost",
    "Contacts",
    "FromTool",
    "Granted",
    "Initiation",
    "Invitation",
    "Message",
    "NewInvitation",
    "NewTool",
    "NoSuchTool",
    "Personal",
    "Pseudonym",
    "RegisteredBy",
    "RegistrationRefused",
    "TokenRequestRefused",
    "Tool",
    "ToolIsOff",
    "ToolKind",
    "ToolMessageRefused",
    "ToolTokenRefused",
    "ToolUnusable",
    "activate",
    "active_tool",
    "all_tools",
    "answer",
    "ask_to_forget",
    "bearer",
    "by_client_id",
    "by_id",
    "deactivate",
    "edit",
    "forget_pseudonyms",
    "grant_token",
    "invitations",
    "invite",
    "issuer",
    "names",
    "openid_configuration",
    "person_behind",
    "prepare",
    "pseudonym",
    "pseudonyms",
    "pseudonyms_of",
    "public_keys",
    "read_from_tool",
    "register",
    "register_invited",
    "scopes_of",
    "sheet",
    "token_address",
    "told_of",
    "tools_of",
    "waiting_tools",
    "withdraw_invitation",
]
