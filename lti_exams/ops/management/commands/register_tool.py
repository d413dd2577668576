from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from lti_exams.journeys.access import caller_of_command
from lti_exams.journeys.register_tool import register_tool
from lti_exams.ops.commands import Facts, JsonCommand
from lti_exams.tools import api as tools


class Command(JsonCommand):
    """Registers a tool that we launch, and tells what its administrator needs in return."""

    help = "Register a proctoring vendor or an assessment tool by hand; it may be used at once."

    def add_arguments(self, parser: CommandParser) -> None:
        kinds = [kind.value for kind in tools.ToolKind]
        parser.add_argument("--kind", required=True, choices=kinds, help="what it is launched for")
        parser.add_argument("--name", required=True, help="what people call this tool")
        parser.add_argument("--login-url", required=True, help="its OIDC login initiation address")
        parser.add_argument("--launch-url", required=True, help="its target link address")
        keys = parser.add_mutually_exclusive_group(required=True)
        keys.add_argument("--jwks-url", default="", help="its public key set address")
        keys.add_argument(
            "--public-key-file", default="", metavar="FILE", help="its public key, or JWK set"
        )
        parser.add_argument(
            "--redirect-uri",
            action="append",
            default=[],
            metavar="URL",
            help="where its launches are sent, if not to the launch address; may be repeated",
        )

    def work(self, **options: Any) -> Facts:
        tool = register_tool(
            tools.NewTool(
                kind=tools.ToolKind(options["kind"]),
                name=options["name"],
                login_url=options["login_url"],
                launch_url=options["launch_url"],
                jwks_url=options["jwks_url"],
                public_key=_content(options["public_key_file"]),
                redirect_uris=options["redirect_uri"],
            ),
            by=caller_of_command(),
            now=timezone.now(),
        )
        return {"id": tool.pk, **tools.sheet(tool)}


def _content(path: str) -> str:
    try:
        return Path(path).read_text() if path else ""
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"The file {path} cannot be read.") from error
