import json

import pytest

from benchmarks import runner
from benchmarks.rounds import Laps, race
from benchmarks.runner import Measured, figure, run


@pytest.fixture(autouse=True)
def no_figures(monkeypatch):
    """No figures but those that the test registers."""
    monkeypatch.setattr(runner, "FIGURES", {})
    monkeypatch.setattr(runner, "_load", lambda only: None)


@pytest.fixture
def told(capsys):
    """Run the figures and read what was printed, one object a line."""

    def ran(only: str = "") -> list[dict]:
        run(only)
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return ran


class TestRun:
    def test_prints_one_object_a_figure(self, told):
        @figure("launches.cost", unit="ms", goal=2.0)
        def cost() -> Measured:
            print("on the way")
            return Measured(1.5, {"rounds": 5})

        (line,) = told()

        assert {key: line[key] for key in ("name", "value", "unit", "goal", "holds")} == {
            "name": "launches.cost",
            "value": 1.5,
            "unit": "ms",
            "goal": 2.0,
            "holds": True,
        }
        assert line["conditions"]["rounds"] == 5

    @pytest.mark.parametrize(("better", "holds"), [("lower", False), ("higher", True)])
    def test_says_whether_the_goal_holds(self, told, better, holds):
        figure("launches.cost", unit="ms", goal=2.0, better=better)(lambda: Measured(3.0))

        assert told()[0]["holds"] is holds

    @pytest.mark.parametrize("only", ["launches", "launches.cost"])
    def test_chooses_an_app_or_a_figure(self, told, only):
        for name in ("launches.cost", "launchesque.cost", "trust.cost"):
            figure(name, unit="ms", goal=2.0)(lambda: Measured(1.0))

        assert [line["name"] for line in told(only)] == ["launches.cost"]

    def test_tells_a_figure_that_cannot_be_measured_and_goes_on(self, told):
        figure("a.broken", unit="ms", goal=2.0)(lambda: 1 / 0)
        figure("b.whole", unit="ms", goal=2.0)(lambda: Measured(1.0))

        broken, whole = told()

        assert (broken["value"], broken["holds"], whole["holds"]) == (None, False, True)

    def test_fails_when_nothing_is_named_so(self):
        assert run("unheard-of") == 1


class TestFigure:
    def test_is_refused_a_name_that_is_taken(self):
        figure("a.cost", unit="ms", goal=1)(lambda: Measured(1))

        with pytest.raises(ValueError, match=r"a\.cost"):
            figure("a.cost", unit="ms", goal=1)(lambda: Measured(1))


class TestRace:
    def test_lets_contenders_take_turns_and_forgets_the_warm_up(self):
        order: list[str] = []
        laps = race({name: lambda name=name: order.append(name) or 1.0 for name in "ab"}, rounds=5)

        assert (order, len(laps.taken["a"])) == (["a", "b"] * 6, 5)

    def test_refuses_too_few_rounds(self):
        with pytest.raises(ValueError, match="at least 5"):
            race({}, rounds=4)


class TestLaps:
    def test_compares_what_was_measured_together(self):
        laps = Laps({"ours": [1.0, 10.0, 1.0], "theirs": [2.0, 20.0, 4.0]})

        assert laps.ratio("ours", "theirs") == 0.5
