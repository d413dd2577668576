"""Safe Exam Browser: it proves with each request that it runs with a known configuration."""

import hashlib
import hmac
import re

from lti_exams.exams.access.shape import AccessRuleRefused, Settings, Visit, texts

MOST = 50
_KEY = re.compile(r"[0-9a-f]{64}")


class SafeExamBrowser:
    """Lets in whoever brings a hash of the page's address and one of the keys.

    The browser sends SHA-256 of the address followed by its browser exam key or its config key.
    """

    name = "safe-exam-browser"
    is_asked_once = False

    def check(self, settings: Settings) -> None:
        keys = texts(settings, "keys", at_most=MOST, longest=64)
        if not all(_KEY.fullmatch(key) for key in keys):
            raise AccessRuleRefused(field="keys", why="not 64 small hexadecimal digits")

    def objection(self, settings: Settings, visit: Visit) -> str:
        if not visit.seb_hashes:
            return "safe-exam-browser-missing"
        expected = [_hash(visit.url, key) for key in settings["keys"]]
        known = any(
            hmac.compare_digest(one.encode(), told.lower().encode("utf-8", "replace"))
            for one in expected
            for told in visit.seb_hashes
        )
        return "" if known else "safe-exam-browser-differs"

    def window(self, settings: Settings, person: int) -> None:  # noqa: ARG002
        return None

    def windows(self, settings: Settings) -> tuple[()]:  # noqa: ARG002
        return ()


def _hash(url: str, key: str) -> str:
    address = url.partition("#")[0]
    return hashlib.sha256(f"{address}{key}".encode("utf-8", "surrogatepass")).hexdigest()
