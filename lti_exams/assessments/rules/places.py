"""What may be stored of a place where questions lie. Pure."""

from lti_exams.assessments.errors import AssessmentRefused
from lti_exams.kernel.origins import LONGEST_URL, origin_of

KIND = "assessment"
_LONGEST_EMAIL = 254


def check_name(name: str) -> str:
    """Return a name that is one."""
    name = name.strip()
    if not name or len(name) > 200 or "\x00" in name:
        raise AssessmentRefused(field="name", why="empty, or too long")
    return name


def check_address(url: str, field: str, *, plain: bool) -> str:
    """Return an address to which browsers or calls may go."""
    readable = len(url) <= LONGEST_URL and all("!" <= sign <= "~" for sign in url)
    origin = origin_of(url) if readable and "#" not in url else ""
    if not origin:
        raise AssessmentRefused(field=field, why="not an address")
    if not plain and not origin.startswith("https://"):
        raise AssessmentRefused(field=field, why="it does not begin with https")
    return url


def check_email(text: str) -> str:
    """Return an e-mail address, or nothing."""
    text = text.strip()
    name, _, host = text.partition("@")
    if not text:
        return ""
    if not (name and host) or len(text) > _LONGEST_EMAIL or not text.isprintable() or " " in text:
        raise AssessmentRefused(field="contact_email", why="not an e-mail address")
    return text
