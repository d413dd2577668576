"""The `Link` header (RFC 8288): where a list that came in pages goes on. Pure."""

import re
from urllib.parse import urljoin

_VALUE = r"(?:\"(?:[^\"\\]|\\.)*\"|[^\s\",;]+)"
_PARAMETER = rf"\s*;\s*([\w!#$&+.^`|~*-]+)(?:\s*=\s*({_VALUE}))?"
_LINK = re.compile(rf"<(?P<address>[^>]*)>(?P<parameters>(?:{_PARAMETER})*)")
_EACH = re.compile(_PARAMETER)


def next_page(header: str, *, base: str) -> str:
    """Return the address of the next page, letter by letter as it was told, or nothing."""
    for link in _LINK.finditer(header):
        told = [(name.lower(), value) for name, value in _EACH.findall(link["parameters"])]
        # A link may name `rel` twice; the first one holds.
        relations = next((value for name, value in told if name == "rel"), "")
        if "next" in relations.strip('"').lower().split():
            return _joined(base, link["address"].strip())
    return ""


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        # Brackets that are no address of a host.
        return ""
