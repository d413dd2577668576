"""Finds every text that the product says: in Python by its calls, in templates by their tags."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation.template import templatize

# What each call takes before and after the text: a context, a plural.
_CALLS: dict[str, tuple[str, ...]] = {
    "_": ("text",),
    "gettext": ("text",),
    "gettext_lazy": ("text",),
    "ngettext": ("text", "plural"),
    "ngettext_lazy": ("text", "plural"),
    "pgettext": ("context", "text"),
    "pgettext_lazy": ("context", "text"),
    "npgettext": ("context", "text", "plural"),
}
_IN_A_TEMPLATE = re.compile(r"\b(?:n?p?gettext|_)\(")


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """One text, and the places that say it."""

    text: str
    plural: str = ""
    context: str = ""
    places: tuple[str, ...] = field(default=(), compare=False)

    @property
    def key(self) -> tuple[str, str]:
        """Tell it from other texts, as gettext does: a plural is no part of it."""
        return self.context, self.text


def texts_in(root: Path) -> list[Text]:
    """Return every text below a folder, each once, with the places that say it."""
    found: dict[tuple[str, str], Text] = {}
    for text in _all(root):
        known = found.get(text.key, text)
        places = tuple(dict.fromkeys((*known.places, *text.places)))
        plural = known.plural or text.plural
        found[text.key] = Text(text.text, plural, text.context, places)
    return sorted(found.values())


def _all(root: Path) -> Iterator[Text]:
    for path in sorted(root.rglob("*")):
        if "sandbox" in path.relative_to(root).parts:
            continue
        place = str(path.relative_to(root.parent))
        if path.suffix == ".py":
            yield from python_texts(path.read_text(encoding="utf-8"), place)
        elif path.suffix in (".html", ".txt") and "templates" in path.parts:
            yield from template_texts(path.read_text(encoding="utf-8"), place)


def python_texts(source: str, place: str) -> Iterator[Text]:
    """Return the texts that a Python file says."""
    yield from _said(ast.walk(ast.parse(source)), place)


def template_texts(source: str, place: str) -> Iterator[Text]:
    """Return the texts that a template says; Django writes its tags as calls among other signs."""
    told = templatize(source)
    for found in _IN_A_TEMPLATE.finditer(told):
        call = _call_at(told, found.start())
        if call is not None:
            yield from _said([call], place)


def _call_at(told: str, begin: int) -> ast.AST | None:
    """Return the call that begins there: up to the first bracket with which it is one."""
    for end in re.finditer(r"\)", told[begin:]):
        try:
            return ast.parse(told[begin : begin + end.end()].strip(), mode="eval").body
        except SyntaxError:
            continue
    return None


def _said(nodes: Iterable[ast.AST], place: str) -> Iterator[Text]:
    for node in nodes:
        if not isinstance(node, ast.Call):
            continue
        takes = _CALLS.get(_name(node.func))
        constants = [one.value for one in node.args if isinstance(one, ast.Constant)]
        given = [one for one in constants if isinstance(one, str)]
        if takes and len(given) >= len(takes):
            yield Text(**dict(zip(takes, given, strict=False)), places=(place,))


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""
