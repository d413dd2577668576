"""A word that is told in the hall."""

import hmac

from lti_exams.exams.access.shape import AccessRuleRefused, Settings, Visit

LONGEST = 128


class Password:
    """Lets in whoever knows the word."""

    name = "password"
    is_asked_once = True

    def check(self, settings: Settings) -> None:
        word = settings.get("password")
        if not isinstance(word, str) or not word.strip() or len(word) > LONGEST:
            raise AccessRuleRefused(field="password", why=f"not 1 to {LONGEST} characters")

    def objection(self, settings: Settings, visit: Visit) -> str:
        if not visit.password:
            return "password-missing"
        known = str(settings["password"]).strip().encode("utf-8", "surrogatepass")
        told = visit.password.strip().encode("utf-8", "surrogatepass")
        return "" if hmac.compare_digest(known, told) else "password-wrong"

    def window(self, settings: Settings, person: int) -> None:  # noqa: ARG002
        return None

    def windows(self, settings: Settings) -> tuple[()]:  # noqa: ARG002
        return ()
