import importlib
import re
from pathlib import Path

from django.conf import settings

from lti_exams.edge.catalogue import HOW_TO_REWRITE, errors_page
from lti_exams.edge.wording import WORDING
from lti_exams.edge.wording.shape import Wording
from lti_exams.kernel.errors import every_code

# Values that a refusal may show: what an administrator or the person already knows.
SAFE_VALUES = {
    "act",
    "adapter",
    "client_id",
    "configuration_origin",
    "deployment_id",
    "detail",
    "error",
    "field",
    "host",
    "issuer",
    "issuer_origin",
    "limit",
    "log",
    "meaning",
    "milestone",
    "minutes",
    "name",
    "origin",
    "parameter",
    "party",
    "port",
    "reason",
    "state",
    "status",
    "why",
}

# Whatever a stranger sends, or another system answers, is not one of these.
FAULTS_OF_OUR_OWN = {
    "command-database",
    "command-failed",
    "demo-introduction-failed",
    "demo-party-stopped",
    "installation-not-well",
    "unexpected",
    *("master-key-missing", "master-key-malformed", "remote-inside-transaction"),
    *("secret-unreadable", "signing-key-missing"),
}


def codes_of_the_product() -> set[str]:
    """Return every code that some module of the product can raise."""
    root = Path(settings.BASE_DIR)
    for file in root.glob("lti_exams/**/*.py"):
        if not {"sandbox", "migrations"} & set(file.parts):
            importlib.import_module(".".join(file.relative_to(root).with_suffix("").parts))
    return {
        code for code, error in every_code().items() if error.__module__.startswith("lti_exams.")
    }


class TestTheCatalogue:
    def test_has_words_for_every_code(self) -> None:
        assert sorted(codes_of_the_product() - WORDING.keys()) == []

    def test_has_no_words_for_codes_that_nobody_raises(self) -> None:
        assert sorted(WORDING.keys() - codes_of_the_product()) == []

    def test_is_the_one_in_the_documentation(self) -> None:
        page = Path(settings.BASE_DIR, "docs", "errors.md").read_text()

        assert page == errors_page(), f"rewrite it: {HOW_TO_REWRITE}"


class TestTheWordsOfEveryCode:
    def test_show_safe_values_alone(self) -> None:
        shown = {code: set(re.findall(r"%\((\w+)\)s", texts_of(code))) for code in WORDING}

        assert {code: values for code, values in shown.items() if values - SAFE_VALUES} == {}

    def test_have_no_other_place_for_a_value(self) -> None:
        assert [one for one in WORDING if "%" in re.sub(r"%\(\w+\)s", "", texts_of(one))] == []

    def test_blame_the_server_only_for_what_no_request_can_cause(self) -> None:
        blaming = {code for code, words in WORDING.items() if words.status >= 500}

        assert blaming <= FAULTS_OF_OUR_OWN

    def test_are_whole_sentences(self) -> None:
        assert [code for code, words in WORDING.items() if not is_in_sentences(words)] == []

    def test_answer_with_a_status_of_a_refusal(self) -> None:
        assert [code for code, words in WORDING.items() if not 400 <= words.status <= 599] == []


def texts_of(code: str) -> str:
    words = WORDING[code]
    return f"{words.title}{words.what}{words.next}"


def is_in_sentences(words: Wording) -> bool:
    return (
        not str(words.title).endswith(".")
        and str(words.what).endswith((".", "%(detail)s"))
        and str(words.next).endswith(".")
    )
