"""The only door to platforms."""

from lti_exams.platforms.addresses import Addresses, addresses
from lti_exams.platforms.dynamic.canvas import pasted_configuration
from lti_exams.platforms.dynamic.client import fetch_configuration, send_registration
from lti_exams.platforms.dynamic.families import extension_for
from lti_exams.platforms.dynamic.operations import (
    abandon_registration,
    begin_registration,
    finish_registration,
)
from lti_exams.platforms.dynamic.rules import Configuration, RegistrationAnswer
from lti_exams.platforms.dynamic.tool import (
    CUSTOM_PARAMETERS,
    MESSAGES,
    SCOPES,
    Offer,
    tool_registration,
)
from lti_exams.platforms.invitations import (
    accept_invitation,
    check_invitation,
    invite,
    withdraw_invitation,
)
from lti_exams.platforms.line import Line
from lti_exams.platforms.lti import bearer, call, try_for_token
from lti_exams.platforms.models import Deployment, Invitation, Platform
from lti_exams.platforms.operations import (
    NewRegistration,
    bind_origin,
    check_address,
    meet_deployment,
    move,
    note_origins,
    register,
    registered_origins,
    release_origin,
    rename,
    welcome_new_deployments,
)
from lti_exams.platforms.pages import ListEndless, ListRefused, pages
from lti_exams.platforms.queries import (
    active_by_id,
    all_platforms,
    by_id,
    deployment_by_id,
    deployments_of,
    find_for_login,
    invitations,
    key_owners,
    waiting_deployments,
    waiting_platforms,
)
from lti_exams.platforms.rules import NewDeployments, Status, acts_from

__all__ = [
    "CUSTOM_PARAMETERS",
    "MESSAGES",
    "SCOPES",
    "Addresses",
    "Configuration",
    "Deployment",
    "Invitation",
    "Line",
    "ListEndless",
    "ListRefused",
    "NewDeployments",
    "NewRegistration",
    "Offer",
    "Platform",
    "RegistrationAnswer",
    "Status",
    "abandon_registration",
    "accept_invitation",
    "active_by_id",
    "acts_from",
    "addresses",
    "all_platforms",
    "bearer",
    "begin_registration",
    "bind_origin",
    "by_id",
    "call",
    "check_address",
    "check_invitation",
    "deployment_by_id",
    "deployments_of",
    "extension_for",
    "fetch_configuration",
    "find_for_login",
    "finish_registration",
    "invitations",
    "invite",
    "key_owners",
    "meet_deployment",
    "move",
    "note_origins",
    "pages",
    "pasted_configuration",
    "register",
    "registered_origins",
    "release_origin",
    "rename",
    "send_registration",
    "tool_registration",
    "try_for_token",
    "waiting_deployments",
    "waiting_platforms",
    "welcome_new_deployments",
    "withdraw_invitation",
]
