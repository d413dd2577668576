"""Whom a vendor says that it saw, and how that differs from whom we know. Pure."""

import unicodedata
from collections.abc import Mapping

# What is kept of what a vendor tells; a picture is shown by the vendor, not kept by us.
KEPT = ("name", "given_name", "family_name", "middle_name", "email", "locale")
_LONGEST = 500
_MOST_CLAIMS = 50


def readable_identity(told: object) -> bool:
    """Tell whether a verified user is one; none at all is fine."""
    if told is None:
        return True
    if not isinstance(told, Mapping) or len(told) > _MOST_CLAIMS or {"iss", "sub"} & set(told):
        return False
    return all(_is_text(told[name]) for name in KEPT if told.get(name) is not None)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST


def kept_identity(told: Mapping[str, object] | None) -> dict[str, object] | None:
    """Return what of a verified user is kept: the names, and whether there was a picture."""
    if told is None:
        return None
    kept: dict[str, object] = {name: told[name] for name in KEPT if told.get(name)}
    return {**kept, "has_picture": True} if told.get("picture") else kept


def differences(verified: Mapping[str, object] | None, known: Mapping[str, str]) -> list[str]:
    """Return the claims in which whom the vendor saw differs from whom we know."""
    seen = verified or {}
    return [
        name
        for name in KEPT
        if known.get(name) and seen.get(name) and not _same(known[name], str(seen[name]))
    ]


def _same(one: str, other: str) -> bool:
    """Tell whether two names are the same to people: spaces, case and composition aside."""
    return _folded(one) == _folded(other)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
