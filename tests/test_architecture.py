"""What import-linter cannot see: foreign keys, rooms, and sockets of the standard library."""

import ast
import configparser
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parents[1]
PRODUCT = ROOT / "lti_exams"
OUTSIDE = "sandbox"
# Django's own apps stand below the ground floor: anybody may point at them.
DJANGOS = {"auth", "contenttypes", "sessions", "admin"}
SURFACES = {"api", "edge", "journeys", "lti", "ops", "plugins", "web"}
SOCKETS = {"http.client", "urllib.request", "ftplib", "smtplib", "xmlrpc.client"}
RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
LONGEST_FILE = 300
LONGEST_FUNCTION = 40


def storeys() -> dict[str, int]:
    """Read how high each app stands from the contract that import-linter holds; the top is 0."""
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg")
    layers = config["importlinter:contract:staircase"]["layers"].split("\n")
    steps = [
        layer.replace("(", "").replace(")", "").split("|") for layer in layers if layer.strip()
    ]
    return {app.strip(): height for height, step in enumerate(steps) for app in step}


def files(*, tests: bool = False) -> Iterator[Path]:
    """Every Python file of the product, and of its tests where asked."""
    for folder in (PRODUCT, ROOT / "config", *([ROOT / "tests"] if tests else [])):
        yield from (path for path in folder.rglob("*.py") if "migrations" not in path.parts)


def app_of(path: Path) -> str:
    return path.relative_to(PRODUCT).parts[0] if PRODUCT in path.parents else ""


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def relations() -> Iterator[tuple[str, str, str]]:
    """Every foreign key of ours: its name, the app that has it, the app that it points at."""
    for model in apps.get_models():
        if model.__module__.startswith("lti_exams."):
            for field in model._meta.get_fields():
                if isinstance(field, models.ForeignKey | models.ManyToManyField):
                    target = field.related_model._meta.app_label
                    yield f"{model._meta.label}.{field.name}", model._meta.app_label, target


class TestStaircase:
    def test_has_every_app_that_is_built(self):
        built = {path.parent.name for path in PRODUCT.glob("*/__init__.py")} - {OUTSIDE}

        assert built <= storeys().keys()

    def test_has_every_app_that_django_knows(self):
        ours = {app.label for app in apps.get_app_configs() if app.name.startswith("lti_exams.")}

        assert ours <= storeys().keys()


class TestForeignKeys:
    def test_point_down_the_staircase_or_stay_at_home(self):
        height = storeys()

        uphill = [
            f"{name} points up at {target}"
            for name, app, target in relations()
            if target not in DJANGOS and app != target and height[target] <= height[app]
        ]

        assert uphill == []

    def test_to_another_app_are_written_as_strings(self):
        """A class in its place would have to be imported from another app's models."""
        written = [
            f"{path.relative_to(ROOT)}:{call.lineno}"
            for path in files()
            if app_of(path) != OUTSIDE
            for call, at_home in foreign_keys(ast.parse(path.read_text()))
            if not at_home
        ]

        assert written == []


def foreign_keys(tree: ast.Module) -> Iterator[tuple[ast.Call, bool]]:
    """Every foreign key in a file, and whether it names a string, a neighbour or Django's user."""
    neighbours = {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") in RELATIONS:
            target = call.args[0]
            text = isinstance(getattr(target, "value", None), str)
            neighbour = getattr(target, "id", "") in neighbours
            user = getattr(target, "attr", "") == "AUTH_USER_MODEL"
            yield call, text or neighbour or user


class TestRooms:
    @pytest.mark.parametrize("app", sorted(set(storeys()) - SURFACES - {"kernel"}))
    def test_an_app_with_models_has_a_door_that_says_what_it_offers(self, app):
        door = PRODUCT / app / "api.py"

        assert "__all__" in door.read_text()

    def test_surfaces_and_journeys_have_no_tables(self):
        assert [app for app in SURFACES if (PRODUCT / app / "models.py").exists()] == []

    def test_sockets_of_the_standard_library_are_opened_by_nobody(self):
        found = [
            f"{path.relative_to(ROOT)} imports {name}"
            for path in files()
            if app_of(path) != OUTSIDE
            for name in imported(ast.parse(path.read_text()))
            if name in SOCKETS
        ]

        assert found == []


class TestTheClock:
    def test_is_read_by_no_rule_and_no_operation(self):
        """They are given `now`: what they decide can be tested and repeated."""
        readers = [
            f"{path.relative_to(ROOT)} imports {name}"
            for path in files()
            if app_of(path)
            in {"audit", "outbox", "trust", "platforms", "launches", "exams", "grades"}
            for name in imported(ast.parse(path.read_text()))
            if name in {"time.time", "django.utils.timezone"}
        ]

        assert readers == []


class TestSize:
    def test_no_file_is_too_long_to_be_read(self):
        long = {
            str(path.relative_to(ROOT)): lines
            for path in files(tests=True)
            if (lines := path.read_text().count("\n")) > LONGEST_FILE
        }

        assert long == {}

    def test_no_function_is_too_long_to_be_seen_at_once(self):
        long = [
            f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
            for path in files()
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.FunctionDef)
            and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
        ]

        assert long == []
