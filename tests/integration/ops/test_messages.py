"""The command that brings a catalogue up to date, and compiles it once nothing is missing."""

import gettext
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from config.languages import translations_in
from lti_exams.ops.messages.catalogue import Catalogue, compiled, read, written
from lti_exams.ops.messages.extract import Text, python_texts, template_texts
from tests.factories.pseudo import wide

TEXTS = [
    Text("Hand in"),
    Text('Say "yes" \\ no\n'),
    Text("%(n)d hour", plural="%(n)d hours"),
    Text("May", context="month"),
    Text("May"),
]
FORMS = {
    ("", "Hand in"): ("Abgeben",),
    ("", 'Say "yes" \\ no\n'): ('Sag „ja" \\ nein\n',),
    ("", "%(n)d hour"): ("%(n)d Stunde", "%(n)d Stunden"),
    ("month", "May"): ("Mai",),
    ("", "May"): ("Darf",),
}


def run(folder: Path, language: str = "de") -> dict[str, Any]:
    out = StringIO()
    call_command("messages", language, into=folder, json=True, stdout=out)
    told: dict[str, Any] = json.loads(out.getvalue())
    return told


class TestFindingTexts:
    def test_in_python_takes_every_call(self) -> None:
        source = (
            'a = _("one " "two")\nb = ngettext("%(n)d hour", "%(n)d hours", n)\n'
            'c = translation.pgettext("month", "May")\nd = _(unknown)'
        )

        found = {(one.context, one.text, one.plural) for one in python_texts(source, "a.py")}

        assert found == {
            ("", "one two", ""),
            ("", "%(n)d hour", "%(n)d hours"),
            ("month", "May", ""),
        }

    def test_in_a_template_takes_every_tag(self) -> None:
        source = (
            '{% load i18n %}{% translate "It\'s (here)" %}{{ x|default:_("none") }}'
            "{% blocktranslate trimmed count n=n %}\n {{ n }} row\n{% plural %}\n {{ n }} rows"
            "\n{% endblocktranslate %}"
        )

        found = {(one.text, one.plural) for one in template_texts(source, "a.html")}

        assert found == {("It's (here)", ""), ("none", ""), ("%(n)s row", "%(n)s rows")}


class TestACatalogue:
    def test_comes_back_from_what_was_written_for_people(self) -> None:
        assert read(written(Catalogue(FORMS), TEXTS)).forms == FORMS

    def test_is_read_by_pythons_own_gettext(self, tmp_path: Path) -> None:
        file = tmp_path / "django.mo"
        file.write_bytes(compiled(Catalogue(FORMS), TEXTS))

        with file.open("rb") as opened:
            spoken = gettext.GNUTranslations(opened)

        assert spoken.gettext("Hand in") == "Abgeben"
        assert spoken.ngettext("%(n)d hour", "%(n)d hours", 2) == "%(n)d Stunden"
        assert (spoken.pgettext("month", "May"), spoken.gettext("May")) == ("Mai", "Darf")


@pytest.mark.slow
class TestTheCommand:
    def test_begins_a_catalogue_and_does_not_offer_it(self, tmp_path: Path) -> None:
        told = run(tmp_path)

        assert told["missing"] == told["texts"] > 500
        assert not told["offered"]
        assert translations_in(tmp_path) == []

    def test_keeps_what_is_translated(self, tmp_path: Path) -> None:
        file = Path(run(tmp_path)["catalogue"])
        begun = file.read_text().replace('msgid "Hand in now"\nmsgstr ""', HAND_IN)
        file.write_text(begun)

        told = run(tmp_path)

        assert told["missing"] == told["texts"] - 1
        assert HAND_IN in file.read_text()

    def test_offers_a_language_once_nothing_is_missing(self, tmp_path: Path) -> None:
        file = Path(run(tmp_path)["catalogue"])
        catalogue = read(file.read_text())
        whole = {key: tuple(wide(key[1]) for _ in forms) for key, forms in catalogue.forms.items()}
        texts = [
            Text(text, "x" if len(whole[context, text]) > 1 else "", context)
            for context, text in whole
        ]
        file.write_text(written(Catalogue(whole), texts))

        assert run(tmp_path)["offered"]
        assert translations_in(tmp_path) == [("de", "Deutsch")]

    def test_refuses_what_is_no_language(self, tmp_path: Path) -> None:
        with pytest.raises(SystemExit):
            run(tmp_path, "../../etc")


HAND_IN = 'msgid "Hand in now"\nmsgstr "Jetzt abgeben"'
