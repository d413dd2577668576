"""Fair comparison: contenders take turns, so that whatever disturbs one disturbs all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from time import process_time

AT_LEAST = 5


@dataclass(frozen=True, slots=True)
class Laps:
    """What each contender took in each round, in the order of the rounds."""

    taken: Mapping[str, list[float]]

    def median(self, name: str) -> float:
        return median(self.taken[name])

    def ratio(self, ours: str, theirs: str) -> float:
        """Return the median of the rounds' ratios: both sides of each were measured together."""
        pairs = zip(self.taken[ours], self.taken[theirs], strict=True)
        return median(one / other for one, other in pairs)

    def spread(self, name: str) -> float:
        """Return how far the slowest round is from the fastest, as a part of the median."""
        laps = self.taken[name]
        return (max(laps) - min(laps)) / median(laps)

    def conditions(self) -> dict[str, object]:
        """Tell what a reader needs to judge a ratio."""
        told: dict[str, object] = {"rounds": len(next(iter(self.taken.values())))}
        for name in self.taken:
            told[f"{name}_median"] = self.median(name)
            told[f"{name}_spread"] = round(self.spread(name), 3)
        return told


def race(
    contenders: Mapping[str, Callable[[], float]], *, rounds: int = 7, warm_up: int = 1
) -> Laps:
    """Let every contender run in every round, in turns, and gather what each says it took."""
    if rounds < AT_LEAST:
        raise ValueError(f"a figure needs at least {AT_LEAST} rounds")
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(-warm_up, rounds):
        for name, lap in contenders.items():
            took = lap()
            if number >= 0:
                taken[name].append(took)
    return Laps(taken)


def cpu_seconds(do: Callable[[], object], *, times: int = 1) -> Callable[[], float]:
    """Return a lap that says how much CPU this process used for doing it so many times."""

    def lap() -> float:
        began = process_time()
        for _ in range(times):
            do()
        return process_time() - began

    return lap
