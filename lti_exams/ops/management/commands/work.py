import signal
import threading
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from lti_exams.ops.commands import CommandRefused, Facts, JsonCommand
from lti_exams.ops.worker import do_due_work, keep_working


class Command(JsonCommand):
    help = "Do the work behind the scenes, until told to stop."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due, then end")
        parser.add_argument("--every", type=float, default=2.0, help="seconds between two looks")

    def work(self, *, once: bool, every: float, **_: Any) -> Facts:
        return self._one_round() if once else self._rounds(every)

    def _one_round(self) -> Facts:
        this = do_due_work(now=timezone.now())
        if this.failed:
            kinds = ", ".join(this.failed)
            raise CommandRefused("command-failed", detail=f"Failed, see the log: {kinds}.")
        return this.done

    def _rounds(self, every: float) -> Facts:
        told_to_stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: told_to_stop.set())
        return {"rounds": keep_working(told_to_stop, every=every)}
