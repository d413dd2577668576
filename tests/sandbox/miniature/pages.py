"""Reading pages as a browser without JavaScript does."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

import requests


@dataclass
class Form:
    """A form: where it goes and what it carries."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(Form(given.get("action", "")))
        if tag == "input" and self.found and given.get("type") == "hidden":
            self.found[-1].fields[given["name"]] = given["value"]


def first_form(page: requests.Response) -> Form:
    """Return the first form on a page."""
    parser = _Forms()
    parser.feed(page.text)
    return parser.found[0]
