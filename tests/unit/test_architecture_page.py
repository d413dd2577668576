"""docs/architecture.md tells of the apps that exist, and of the steps that import-linter holds."""

import configparser
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "architecture.md").read_text()
DRAWING = re.search(r"## The staircase.*?```\n(.*?)```", PAGE, flags=re.DOTALL)[1]
OUTSIDE = {"sandbox"}


def built_apps() -> set[str]:
    """The folders of the package that hold Python files."""
    folders = (path for path in (ROOT / "lti_exams").iterdir() if path.is_dir())
    return {folder.name for folder in folders if any(folder.rglob("*.py"))}


def steps_down(steps: list[str]) -> list[set[str]]:
    """The apps on each step, without those that are not built and without empty steps."""
    apps = [set(re.findall(r"\w+", step)) & built_apps() for step in steps]
    return [step for step in apps if step]


class TestApps:
    def test_each_built_app_has_one_line_and_no_other_has(self):
        described = re.findall(r"^- `(\w+)`: \S", PAGE, flags=re.MULTILINE)

        assert sorted(described) == sorted(built_apps())


class TestStaircase:
    def test_drawn_steps_are_those_of_the_import_contract(self):
        config = configparser.ConfigParser()
        config.read(ROOT / "setup.cfg")
        contract = config["importlinter:contract:staircase"]["layers"]

        drawn = steps_down(DRAWING.split("▸"))

        assert drawn == steps_down(contract.splitlines())

    def test_every_built_app_has_its_step(self):
        assert built_apps() - set(re.findall(r"\w+", DRAWING)) == OUTSIDE
