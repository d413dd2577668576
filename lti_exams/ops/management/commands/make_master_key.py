from typing import Any

from django.conf import settings

from lti_exams.kernel.masterkey import make_key_file
from lti_exams.ops.commands import CommandRefused, Facts, JsonCommand


class Command(JsonCommand):
    help = "Write a new master key to MASTER_KEY_FILE, where there is none yet."

    def work(self, **_: Any) -> Facts:
        path = settings.MASTER_KEY_FILE
        if not make_key_file(path):
            detail = f"{path} holds a key already. Whatever it has sealed needs it: keep it."
            raise CommandRefused("command-failed", detail=detail)
        return {"file": path}

    def told(self, facts: Facts) -> str:
        return f"Wrote {facts['file']}. Keep a copy apart from the database: nothing replaces it."
