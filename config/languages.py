"""Which languages are offered: English, and every one whose catalogue is complete and compiled."""

from pathlib import Path

from django.conf.locale import LANG_INFO


def translations_in(folder: Path) -> list[tuple[str, str]]:
    """Return the languages that have a compiled catalogue, each by its own name."""
    compiled = sorted(folder.glob("*/LC_MESSAGES/django.mo"))
    codes = [path.parts[-3].replace("_", "-").lower() for path in compiled]
    return [(code, _own_name(code)) for code in codes if code != "en"]


def _own_name(code: str) -> str:
    known = LANG_INFO.get(code) or LANG_INFO.get(code.partition("-")[0]) or {}
    return str(known.get("name_local", code))
