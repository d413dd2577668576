"""Addresses: whose they are, and how a query is added to one."""

import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import SplitResult, urlencode, urlsplit

LONGEST_URL = 2000
_DEFAULT_PORTS = {"http": 80, "https": 443}
# Origins are written into headers: a host with a semicolon or an asterisk, or one that is not
# ASCII, would change what the header says or make browsers ignore it.
_HOST = re.compile(r"[a-z0-9._-]+|(?=.*:)[0-9a-f:.]+")


@lru_cache(maxsize=256)
def origin_of(url: str) -> str:
    """Return scheme, host and port as browsers compare them; nothing where an address has none."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    name = parts.hostname or ""
    if parts.scheme not in _DEFAULT_PORTS or not _HOST.fullmatch(name) or _is_disguised(url, parts):
        return ""
    host = f"[{name}]" if ":" in name else name
    at_port = "" if port in (None, _DEFAULT_PORTS[parts.scheme]) else f":{port}"
    return f"{parts.scheme}://{host}{at_port}"


def _is_disguised(url: str, parts: SplitResult) -> bool:
    """Tell whether a browser might read another host from it than we do."""
    return "@" in parts.netloc or "\\" in url or any(ord(sign) <= 32 for sign in url)


def is_ours(url: str, origin: str) -> bool:
    return origin_of(url) == origin_of(origin) != ""


def kept_if_web(url: object, *, plain_too: bool) -> str:
    """Return an address that a browser may be sent to, and nothing instead of any other."""
    origin = origin_of(url) if isinstance(url, str) and len(url) <= LONGEST_URL else ""
    return str(url) if origin and (plain_too or origin.startswith("https://")) else ""


def origins_of(*urls: str) -> tuple[str, ...]:
    """Return the different origins of some addresses, in order."""
    return tuple(dict.fromkeys(origin for url in urls if (origin := origin_of(url))))


def with_query(url: str, parameters: Mapping[str, str]) -> str:
    """Add parameters to an address and keep those that it has (RFC 6749 section 3.1)."""
    bare, _, _ = url.partition("#")
    joint = "&" if "?" in bare else "?"
    return f"{bare}{joint}{urlencode(parameters)}"
