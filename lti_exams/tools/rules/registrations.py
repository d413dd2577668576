"""What may be stored of a tool: names, addresses and lists, read strictly."""

from collections.abc import Iterable, Mapping

from lti_exams.kernel.mailboxes import is_mailbox
from lti_exams.kernel.origins import LONGEST_URL, origin_of
from lti_exams.tools.errors import ToolUnusable

_MOST_REDIRECTS = 20
_MOST_CUSTOM = 50


def checked_name(name: str) -> str:
    """Return a name that is one."""
    name = name.strip()
    if not name:
        raise ToolUnusable("tool-name-missing", field="name")
    return name[:200]


def checked_address(url: str, *, field: str, allow_plain: bool) -> str:
    """Return an address to which browsers or calls may go."""
    reason = _trouble_with(url, allow_plain=allow_plain)
    if reason:
        raise ToolUnusable("tool-address-unusable", field=field, why=reason)
    return url


def checked_mailbox(text: str, *, field: str) -> str:
    """Return a mailbox to which letters can go, or none."""
    text = text.strip()
    if text and not is_mailbox(text):
        raise ToolUnusable("tool-address-unusable", field=field, why="it is no e-mail address")
    return text


def checked_redirects(uris: Iterable[str], *, allow_plain: bool) -> list[str]:
    """Return the addresses to which a person's browser may carry our messages."""
    checked = [
        checked_address(uri, field="redirect_uris", allow_plain=allow_plain)
        for uri in dict.fromkeys(uris)
    ]
    if not 0 < len(checked) <= _MOST_REDIRECTS:
        raise ToolUnusable(
            "tool-address-unusable", field="redirect_uris", why="there are none, or too many"
        )
    return checked


def checked_custom(custom: Mapping[str, object]) -> dict[str, str]:
    """Return custom parameters that LTI allows: texts by names."""
    fits = len(custom) <= _MOST_CUSTOM and all(
        isinstance(name, str) and name and isinstance(value, str) for name, value in custom.items()
    )
    if not fits:
        raise ToolUnusable("tool-custom-unusable", field="custom")
    return {name: str(value) for name, value in custom.items()}


def _trouble_with(url: str, *, allow_plain: bool) -> str:
    if not url:
        return "it is missing"
    if len(url) > LONGEST_URL:
        return "it is too long"
    if not all("!" <= sign <= "~" for sign in url):
        return "it holds a space or a character that no address has"
    origin = origin_of(url)
    if not origin or "#" in url:
        return "it cannot be read"
    return "" if allow_plain or origin.startswith("https://") else "it does not begin with https"
