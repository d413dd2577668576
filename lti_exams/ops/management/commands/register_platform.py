from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from lti_exams.journeys.register_platform import register_platform
from lti_exams.ops.commands import Facts, JsonCommand
from lti_exams.platforms import api as platforms


class Command(JsonCommand):
    """Registers an LMS that may launch us, and tells what its administrator needs in return."""

    help = "Register an LMS by hand; it may launch at once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", required=True, help="what people call this LMS")
        parser.add_argument("--issuer", required=True, help="the iss of its messages")
        parser.add_argument("--client-id", required=True, help="what the LMS calls us")
        parser.add_argument("--auth-url", required=True, help="its OIDC authorisation address")
        parser.add_argument("--token-url", required=True, help="its access token address")
        parser.add_argument("--jwks-url", required=True, help="its public key set address")
        parser.add_argument(
            "--deployment", action="append", default=[], metavar="ID", help="may be repeated"
        )
        parser.add_argument(
            "--token-audience", default="", help="where it differs from the token address (D2L)"
        )
        parser.add_argument(
            "--origin",
            action="append",
            default=[],
            metavar="URL",
            help="another host on which this LMS serves pages and services; may be repeated",
        )

    def work(self, **options: Any) -> Facts:
        platform = register_platform(
            platforms.NewRegistration(
                name=options["name"],
                issuer=options["issuer"],
                client_id=options["client_id"],
                auth_url=options["auth_url"],
                token_url=options["token_url"],
                jwks_url=options["jwks_url"],
                deployments=tuple(options["deployment"]),
                token_audience=options["token_audience"],
                more_origins=tuple(options["origin"]),
            ),
            by=None,
            now=timezone.now(),
        )
        ours = platforms.addresses(platform)
        return {
            "id": platform.pk,
            "jwks_url": ours.jwks_url,
            "login_url": ours.login_url,
            "launch_url": ours.launch_url,
        }
