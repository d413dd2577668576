"""Reads a page as a browser without JavaScript does: its words, links, forms and frame."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

VOID = {"input", "link", "meta", "br", "img", "hr"}


@dataclass
class Form:
    """A form, and what it sends unless somebody fills it in."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)


@dataclass
class Click:
    """A link or a button: its words, and the ids of the elements that it is in."""

    within: list[str]
    words: str = ""
    leads_to: str = ""
    form: Form | None = None
    fields: dict[str, str] = field(default_factory=dict)


class Page(HTMLParser):
    """What a reader finds on a page."""

    def __init__(self, address: str, source: str) -> None:
        super().__init__()
        self.address, self.text, self.heading, self.frame = address, "", "", ""
        self.source = source
        self.links: list[Click] = []
        self.buttons: list[Click] = []
        self.words_of: dict[str, str] = {}
        self._form: Form | None = None
        self._forms: dict[str, Form] = {}
        self._choosing = ""
        self._open: list[tuple[str, str]] = []
        self.feed(source)
        self.text, self.heading = " ".join(self.text.split()), " ".join(self.heading.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember what can be clicked or filled in, and which elements are open."""
        told = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self._open.append((tag, told.get("id", "")))
        if tag == "a":
            self.links.append(Click(self._ids(), leads_to=self._absolute(told.get("href", ""))))
        elif tag == "iframe" and told.get("name") == "tool":
            self.frame = self._absolute(told["src"])
        elif tag == "form":
            method = told.get("method", "get").upper()
            self._form = Form(self._absolute(told.get("action", "")), method)
            self._forms[told.get("id", "")] = self._form
        elif form := self._forms.get(told["form"]) if "form" in told else self._form:
            self._read_field(form, tag, told)

    def handle_endtag(self, tag: str) -> None:
        """Close the element, with what was left open inside it."""
        while self._open and self._open.pop()[0] != tag:
            pass
        if tag == "form":
            self._form = None

    def handle_data(self, data: str) -> None:
        """Give the words to everything that they are in."""
        tags = [tag for tag, _ in self._open]
        if "script" in tags:
            return
        self.text += data
        self.heading += data if "h1" in tags else ""
        for clicks, tag in ((self.links, "a"), (self.buttons, "button")):
            if tag in tags and clicks:
                clicks[-1].words = " ".join(f"{clicks[-1].words} {data}".split())
        for name in self._ids():
            self.words_of[name] = self.words_of.get(name, "") + data

    def _read_field(self, form: Form, tag: str, told: dict[str, str]) -> None:
        name, value = told.get("name", ""), told.get("value", "")
        if tag == "button":
            own = {name: value} if name else {}
            self.buttons.append(Click(self._ids(), form=form, fields=own))
        elif tag == "select":
            self._choosing = name
        elif tag == "option" and (self._choosing not in form.fields or "selected" in told):
            form.fields[self._choosing] = value
        elif tag == "input" and told.get("type") != "checkbox":
            form.fields[name] = value

    def _ids(self) -> list[str]:
        return [name for _, name in self._open if name]

    def _absolute(self, address: str) -> str:
        return urljoin(self.address, address)
