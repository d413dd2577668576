import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from lti_exams.ops.commands import Facts, JsonCommand
from lti_exams.ops.messages.catalogue import Catalogue, compiled, read, written
from lti_exams.ops.messages.extract import texts_in

_CODE = re.compile(r"[a-z]{2,3}(_[A-Z]{2}|_[A-Z][a-z]{3})?")


class Command(JsonCommand):
    """Brings the catalogue of a language up to date, and compiles it once nothing is missing."""

    help = (
        "Write every text of the product into locale/LANGUAGE/LC_MESSAGES/django.po, keep what is "
        "translated there, and compile it when it is complete: only then is it offered."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("language", help="such as de or pt_BR")
        parser.add_argument("--into", type=Path, default=settings.LOCALE_PATHS[0], metavar="FOLDER")

    def work(self, **options: Any) -> Facts:
        language = options["language"]
        if not _CODE.fullmatch(language):
            raise CommandError(f"{language} is no language: write de or pt_BR.")
        folder = options["into"] / language / "LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        texts = texts_in(Path(settings.BASE_DIR, "lti_exams"))
        source, program = folder / "django.po", folder / "django.mo"
        catalogue = read(source.read_text(encoding="utf-8")) if source.exists() else Catalogue()
        source.write_text(written(catalogue, texts), encoding="utf-8")
        missing = len(catalogue.missing(texts))
        # Half of a language misleads screen readers, so that it is not offered.
        program.unlink(missing_ok=True)
        if not missing:
            program.write_bytes(compiled(catalogue, texts))
        return {
            "language": language,
            "catalogue": str(source),
            "texts": len(texts),
            "missing": missing,
            "offered": not missing,
        }
