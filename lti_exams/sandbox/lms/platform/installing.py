"""Installing tools, by hand or by a tool's own wish."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from lti_exams.sandbox.common import environment
from lti_exams.sandbox.lms.models import Deployment, Site, Tool
from lti_exams.sandbox.lms.platform import addresses
from lti_exams.sandbox.lms.profiles.base import Profile


@dataclass(frozen=True, slots=True)
class ToolDetails:
    """What a tool tells of itself."""

    name: str
    login_url: str
    launch_url: str
    jwks_url: str
    redirect_uris: list[str]
    deep_linking_url: str = ""
    custom: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def install(details: ToolDetails, profile: Profile, *, deploy: bool = True) -> Tool:
    """Give a tool its client id, and unless told otherwise its first deployment."""
    tool = Tool.objects.create(
        name=details.name,
        client_id=profile.client_id(Site.number()),
        issuer=profile.issuer or environment.origin(),
        login_url=details.login_url,
        launch_url=details.launch_url,
        jwks_url=details.jwks_url,
        deep_linking_url=details.deep_linking_url,
        redirect_uris=details.redirect_uris or [details.launch_url],
        custom=details.custom,
    )
    if deploy:
        deploy_again(tool, profile)
    return tool


@transaction.atomic
def deploy_again(tool: Tool, profile: Profile) -> Deployment:
    """Install a tool once more, under a deployment id of its own."""
    return tool.deployments.create(deployment_id=profile.deployment_id(Site.number()))


def copy_sheet(tool: Tool) -> dict[str, Any]:
    """Return what the tool's side must be told to work with us."""
    return {
        "name": tool.name,
        "issuer": tool.issuer,
        "client_id": tool.client_id,
        "deployment_ids": [each.deployment_id for each in tool.deployments.all()],
        "auth_url": addresses.of("authorize"),
        "token_url": addresses.of("token"),
        "jwks_url": addresses.of("jwks"),
    }
