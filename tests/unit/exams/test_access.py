import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from lti_exams.exams.access.shape import AccessRuleRefused, Visit, Window
from lti_exams.exams.access.shelf import SHELF, check_rules, objections, window_of

NINE = datetime(2027, 2, 1, 9, 0, tzinfo=UTC)
KEY = "ab" * 32
URL = "https://exams.example/launches/1/exam"
PASSWORD = {"rule": "password", "password": "swordfish"}
ROOMS = {"rule": "addresses", "networks": ["10.1.0.0/16", "2001:db8::/32"]}
BROWSER = {"rule": "safe-exam-browser", "keys": [KEY]}
MORNING = {
    "name": "morning",
    "people": [1, 2],
    "opens_at": "2027-02-01T08:00:00+01:00",
    "closes_at": "2027-02-01T12:00:00+01:00",
}
GROUPS = {"rule": "groups", "groups": [MORNING, {"name": "free", "people": [3]}]}
EXAMPLES = [PASSWORD, ROOMS, BROWSER, GROUPS]


def visit(**brought: Any) -> Visit:
    return Visit(**({"person": 1, "now": NINE} | brought))


def says(rule: dict[str, Any], **brought: Any) -> str:
    return objections([rule], visit(**brought))[rule["rule"]]


def hash_of(url: str, key: str = KEY) -> str:
    return hashlib.sha256(f"{url}{key}".encode()).hexdigest()


class TestThePassword:
    @pytest.mark.parametrize(
        ("told", "answer"),
        [
            ("swordfish", ""),
            (" swordfish ", ""),
            ("Swordfish", "password-wrong"),
            ("", "password-missing"),
            ("\ud800", "password-wrong"),
        ],
    )
    def test_lets_in_whoever_knows_it(self, told: str, answer: str) -> None:
        assert says(PASSWORD, password=told) == answer

    def test_is_known_also_where_staff_wrote_a_space_after_it(self) -> None:
        assert says(PASSWORD | {"password": "swordfish "}, password="swordfish") == ""


class TestAddresses:
    @pytest.mark.parametrize(
        ("address", "answer"),
        [
            ("10.1.255.1", ""),
            ("10.2.0.1", "address-not-allowed"),
            ("2001:db8::7", ""),
            ("2001:db9::7", "address-not-allowed"),
            ("::ffff:10.1.2.3", ""),
            ("", "address-unknown"),
            ("somewhere", "address-unknown"),
        ],
    )
    def test_let_in_whoever_sits_in_the_room(self, address: str, answer: str) -> None:
        assert says(ROOMS, address=address) == answer


class TestSafeExamBrowser:
    @pytest.mark.parametrize(
        ("hashes", "answer"),
        [
            ({hash_of(URL)}, ""),
            ({hash_of(URL).upper()}, ""),
            ({"0" * 64, hash_of(URL)}, ""),
            ({hash_of(URL, "cd" * 32)}, "safe-exam-browser-differs"),
            ({hash_of("https://elsewhere.example/")}, "safe-exam-browser-differs"),
            ({"\ud800"}, "safe-exam-browser-differs"),
            (set(), "safe-exam-browser-missing"),
        ],
    )
    def test_lets_in_whoever_brings_its_proof(self, hashes: set[str], answer: str) -> None:
        assert says(BROWSER, url=URL, seb_hashes=frozenset(hashes)) == answer

    def test_leaves_the_fragment_of_an_address_out(self) -> None:
        proof = frozenset({hash_of(URL)})

        assert says(BROWSER, url=f"{URL}#question-3", seb_hashes=proof) == ""


class TestGroups:
    @pytest.mark.parametrize(("person", "answer"), [(1, ""), (3, ""), (4, "not-in-a-group")])
    def test_let_in_their_people(self, person: int, answer: str) -> None:
        assert says(GROUPS, person=person) == answer

    def test_set_the_dates_of_their_people(self) -> None:
        own = Window(NINE - timedelta(hours=2), NINE + timedelta(hours=2))

        assert window_of([PASSWORD, GROUPS], 2) == own

    def test_without_dates_set_none(self) -> None:
        assert window_of([GROUPS], 3) == Window()

    def test_set_nothing_for_others(self) -> None:
        assert window_of([PASSWORD, GROUPS], 4) is None


class TestTheShelf:
    def test_shows_an_example_of_each_rule_here(self) -> None:
        assert {rule["rule"] for rule in EXAMPLES} == SHELF.keys()

    def test_takes_settings_that_make_sense(self) -> None:
        check_rules(EXAMPLES)

    def test_asks_again_only_what_can_change(self) -> None:
        assert objections([PASSWORD, ROOMS], visit(address="10.1.0.1"), again=True) == {
            "addresses": ""
        }

    @pytest.mark.parametrize(
        ("rules", "field"),
        [
            ([{"rule": "retina"}], "rule"),
            ([{}], "rule"),
            ([{"rule": ["password"]}], "rule"),
            ([PASSWORD, PASSWORD], "rule"),
            ([{"rule": "password"}], "password"),
            ([{"rule": "password", "password": " "}], "password"),
            ([{"rule": "password", "password": "x" * 129}], "password"),
            ([{"rule": "addresses", "networks": []}], "networks"),
            ([{"rule": "addresses", "networks": ["10.1.0.0/99"]}], "networks"),
            ([{"rule": "addresses", "networks": "10.1.0.0/16"}], "networks"),
            ([{"rule": "safe-exam-browser", "keys": ["abc"]}], "keys"),
            ([{"rule": "groups", "groups": [{"people": []}]}], "groups"),
            ([{"rule": "groups", "groups": [{"name": "a", "people": ["b"]}]}], "groups"),
            ([{"rule": "groups", "groups": [MORNING | {"closes_at": "soon"}]}], "groups"),
            ([{"rule": "groups", "groups": [MORNING | {"closes_at": 5}]}], "groups"),
            ([{"rule": "groups", "groups": [MORNING | {"closes_at": "2027-02-01"}]}], "groups"),
            (
                [{"rule": "groups", "groups": [MORNING | {"closes_at": MORNING["opens_at"]}]}],
                "groups",
            ),
        ],
    )
    def test_refuses_settings_that_make_none(self, rules: list[dict[str, Any]], field: str) -> None:
        with pytest.raises(AccessRuleRefused) as refused:
            check_rules(rules)

        assert refused.value.values["field"] == field
