"""A language that nobody speaks: every letter of every text is written wide, so that one sees it.

Whatever of a page is still in plain letters was never given to a translator.
"""

import re
from html.parser import HTMLParser
from pathlib import Path

import django
from django.conf import settings

from lti_exams.ops.messages.catalogue import Catalogue, compiled
from lti_exams.ops.messages.extract import Text, python_texts, texts_in

LANGUAGE = "xx"
# Places of values, tags and characters by name stay as they are.
_KEPT = re.compile(r"(%\(\w+\)[sd]|%[sd%]|\{\w+\}|<[^>]*>|&\w+;)")
_RECEIPT = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")
_PLAIN_WORD = re.compile(r"[A-Za-z]{2,}")
# What is a name, and stays one in every language.
_NAMES = frozenset({"lti_exams", "UTC"})
_SPOKEN = frozenset({"alt", "aria-label", "content", "placeholder", "title"})
_SILENT = frozenset({"code", "script", "style"})


def wide(text: str) -> str:
    """Write a text in wide letters."""
    return "".join(
        part if _KEPT.fullmatch(part) else "".join(map(_wide, part)) for part in _KEPT.split(text)
    )


def _wide(sign: str) -> str:
    return chr(ord(sign) + 0xFEE0) if sign.isascii() and sign.isalpha() else sign


def catalogue_in(folder: Path) -> None:
    """Put the compiled catalogue of the language into a folder of catalogues."""
    texts = [*texts_in(Path(settings.BASE_DIR, "lti_exams")), *_of_django()]
    forms = {one.key: tuple(wide(form) for form in (one.text, one.plural) if form) for one in texts}
    place = folder / LANGUAGE / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "django.mo").write_bytes(compiled(Catalogue(forms), texts))


def _of_django() -> list[Text]:
    """The names of days and months come with Django, in the languages that it speaks."""
    utils = Path(django.__file__).parent / "utils"
    files = [utils / name for name in ("dates.py", "timesince.py")]
    found = {one.key: one for file in files for one in python_texts(file.read_text(), file.name)}
    return list(found.values())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._within.append(tag)
        if tag == "meta":
            return
        told = [(name, value or "") for name, value in attrs]
        self.said += [value for name, value in told if name in _SPOKEN]
        # A module's words have spaces; its settings have none.
        given = [one for one in told if one[0].startswith("data-") and one[0] != "data-module"]
        self.said += [value for _, value in given if " " in value]

    def handle_endtag(self, tag: str) -> None:
        if self._within and self._within[-1] == tag:
            self._within.pop()

    def handle_data(self, data: str) -> None:
        if not self._within:
            self.said.append(data)


def plain_words(page: str) -> list[str]:
    """Return every word of a page that is not in the language."""
    reader = _Reader()
    reader.feed(page)
    said = _KEPT.sub("", _RECEIPT.sub("", " ".join(reader.said)))
    for name in _NAMES:
        said = said.replace(name, "")
    return _PLAIN_WORD.findall(said)
