from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from lti_exams.journeys.rotate_keys import (
    rotate_keys_of,
    rotate_keys_of_all,
    rotate_keys_to_tools,
    rotate_master_key,
)
from lti_exams.ops.commands import Facts, JsonCommand


class Command(JsonCommand):
    """Makes new keys: those that sign to LMSs, or the sealing of what is stored."""

    help = (
        "Publish a new signing key for every registration and for tools, or for one of them. "
        "With --master, seal every stored secret under the newest master key instead."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--platform", type=int, metavar="ID", help="this registration only")
        which.add_argument("--tools", action="store_true", help="only what we sign to tools")
        which.add_argument("--master", action="store_true", help="seal secrets anew")

    def work(self, **options: Any) -> Facts:
        now = timezone.now()
        if options["master"]:
            return {"sealed_anew": rotate_master_key(now=now)}
        if options["tools"]:
            pairs = [rotate_keys_to_tools(by=None, now=now)]
        elif options["platform"] is None:
            pairs = rotate_keys_of_all(now=now)
        else:
            pairs = [rotate_keys_of(options["platform"], by=None, now=now)]
        return {
            "keys": [
                {"owner": pair.owner, "kid": pair.kid, "signs_from": pair.signs_from}
                for pair in pairs
            ]
        }

    def told(self, facts: Facts) -> str:
        if "sealed_anew" in facts:
            return f"Sealed {facts['sealed_anew']} secrets under the newest master key."
        return "\n".join(
            f"{key['owner']}: key {key['kid']} signs from {key['signs_from']:%Y-%m-%d %H:%M} UTC"
            for key in facts["keys"]
        )
