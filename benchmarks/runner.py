"""Figures: what is measured, what it should be, and whether it is.

A module `benchmarks/<app>.py` registers functions that measure one figure each:

    @figure("launches.token_verification", unit="ratio", goal=5.0)
    def token_verification() -> Measured:
        ...
"""

import contextlib
import importlib
import json
import os
import pkgutil
import platform
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import benchmarks

Better = Literal["lower", "higher"]


@dataclass(frozen=True, slots=True)
class Measured:
    """A value, and under what conditions it was found."""

    value: float
    conditions: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing that we promise to be good at."""

    name: str
    unit: str
    goal: float
    better: Better
    measure: Callable[[], Measured]

    def holds(self, value: float) -> bool:
        return value <= self.goal if self.better == "lower" else value >= self.goal


FIGURES: dict[str, Figure] = {}


def figure(
    name: str, *, unit: str, goal: float, better: Better = "lower"
) -> Callable[[Callable[[], Measured]], Callable[[], Measured]]:
    """Register a function that measures the figure `<app>.<figure>`."""

    def register(measure: Callable[[], Measured]) -> Callable[[], Measured]:
        if name in FIGURES:
            raise ValueError(f"two figures are named {name}")
        FIGURES[name] = Figure(name, unit, goal, better, measure)
        return measure

    return register


def run(only: str = "") -> int:
    """Measure every figure, or those of one app, or one; print each as soon as it is known."""
    _load(only)
    told = [_tell(figure) for figure in _chosen(only)]
    if not told:
        print(f"No figure is named {only!r}.", file=sys.stderr)
    return 0 if told and all(told) else 1


def _load(only: str) -> None:
    app = only.partition(".")[0]
    for module in pkgutil.iter_modules(benchmarks.__path__):
        if not module.ispkg and module.name != "__main__" and app in ("", module.name):
            importlib.import_module(f"benchmarks.{module.name}")


def _chosen(only: str) -> Iterator[Figure]:
    for name, chosen in sorted(FIGURES.items()):
        if not only or name == only or name.startswith(f"{only}."):
            yield chosen


def _tell(chosen: Figure) -> bool:
    """Print one figure; return whether it could be measured at all."""
    about = {"name": chosen.name, "unit": chosen.unit, "goal": chosen.goal}
    try:
        # Whatever else is printed on the way must not come between the objects.
        with contextlib.redirect_stdout(sys.stderr):
            found = chosen.measure()
    except Exception as error:  # noqa: BLE001 - one broken figure must not hide the others
        traceback.print_exc()
        lost = {"error": repr(error), **_machine()}
        print(json.dumps({**about, "value": None, "holds": False, "conditions": lost}), flush=True)
        return False
    conditions = {"better": chosen.better, **_machine(), **found.conditions}
    holds = chosen.holds(found.value)
    told = {**about, "value": found.value, "holds": holds, "conditions": conditions}
    print(json.dumps(told), flush=True)
    return True


def _machine() -> dict[str, Any]:
    return {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
    }
