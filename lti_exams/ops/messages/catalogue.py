"""Catalogues of gettext: read and written for people (.po), and written for the program (.mo)."""

import ast
import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lti_exams.ops.messages.extract import Text

Key = tuple[str, str]
_MAGIC = 0x950412DE
_HEADER: Key = ("", "")
# Two forms, as English and most languages of Europe have; a translator changes it for others.
_USUAL = (
    "Content-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\n"
    "Plural-Forms: nplurals=2; plural=(n != 1);\n"
)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What each text is in a language: one form, or several where the text has a plural."""

    forms: Mapping[Key, tuple[str, ...]] = field(default_factory=dict)
    header: str = _USUAL

    def missing(self, texts: Iterable[Text]) -> list[Text]:
        """Return the texts that nobody has translated yet."""
        return [one for one in texts if not all(self.forms.get(one.key, ("",)))]


def read(source: str) -> Catalogue:
    """Read what translators wrote."""
    forms = dict(_entries(source))
    header = forms.pop(_HEADER, (_USUAL,))[0]
    return Catalogue(forms, header or _USUAL)


def _entries(source: str) -> Iterator[tuple[Key, tuple[str, ...]]]:
    for block in source.replace("\r\n", "\n").split("\n\n"):
        told: dict[str, str] = {}
        current = ""
        for line in block.splitlines():
            if line.startswith("#") or not line.strip():
                continue
            if not line.startswith('"'):
                current = line.partition(" ")[0]
            said = line.removeprefix(current) if not line.startswith('"') else line
            told[current] = told.get(current, "") + ast.literal_eval(said.strip())
        if "msgid" in told:
            forms = tuple(value for name, value in told.items() if name.startswith("msgstr"))
            yield (told.get("msgctxt", ""), told["msgid"]), forms


def written(catalogue: Catalogue, texts: Iterable[Text]) -> str:
    """Write a catalogue for translators: every text of the product, and no other."""
    blocks = [f'msgid ""\nmsgstr {_quoted(catalogue.header)}']
    blocks += [_block(one, catalogue.forms.get(one.key, ())) for one in texts]
    return "\n\n".join(blocks) + "\n"


def _block(one: Text, forms: tuple[str, ...]) -> str:
    lines = [f"#: {place}" for place in one.places]
    if "%(" in one.text or "%s" in one.text:
        lines.append("#, python-format")
    if one.context:
        lines.append(f"msgctxt {_quoted(one.context)}")
    lines.append(f"msgid {_quoted(one.text)}")
    if not one.plural:
        return "\n".join([*lines, f"msgstr {_quoted(forms[0] if forms else '')}"])
    lines.append(f"msgid_plural {_quoted(one.plural)}")
    told = enumerate(forms or ("", ""))
    return "\n".join([*lines, *(f"msgstr[{number}] {_quoted(form)}" for number, form in told)])


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    return '"' + escaped.replace("\n", "\\n") + '"'


def compiled(catalogue: Catalogue, texts: Iterable[Text]) -> bytes:
    """Write a catalogue for the program: two tables of lengths and places, and then the texts."""
    rows = {b"": catalogue.header.encode()}
    for one in texts:
        forms = catalogue.forms.get(one.key, ())
        if forms and all(forms):
            rows[_stored(one)] = "\0".join(forms).encode()
    keys, values, begin = sorted(rows), b"", 28 + 16 * len(rows)
    tables: list[bytes] = []
    for column in ([(key, key) for key in keys], [(key, rows[key]) for key in keys]):
        for _, told in column:
            tables.append(struct.pack("<II", len(told), begin + len(values)))
            values += told + b"\0"
    head = struct.pack("<7I", _MAGIC, 0, len(rows), 28, 28 + 8 * len(rows), 0, 0)
    return head + b"".join(tables) + values


def _stored(one: Text) -> bytes:
    context = f"{one.context}\x04" if one.context else ""
    plural = f"\0{one.plural}" if one.plural else ""
    return f"{context}{one.text}{plural}".encode()
