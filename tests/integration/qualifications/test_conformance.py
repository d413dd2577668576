"""The shipped plugins under the kit that their authors' colleagues elsewhere would use."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from django.test import TestCase

from lti_exams.kernel.points import scaled
from lti_exams.plugins.kit import Golden, PluginConformance
from lti_exams.results import api as results
from tests.factories import qualifying as wizard

TABLE = {
    "ada": [60, 70, 80],
    "ben": [60, 40, 100],
    "cem": [None, 90, 90],
    "dia": [50, 50, 50],
    "eve": [0, 0, 0],
}


def keys(columns: Sequence[results.Column]) -> list[int]:
    return [column.pk for column in columns]


class TestApprovedAll(PluginConformance, TestCase):
    plugin_id = wizard.ALL
    golden = [Golden(TABLE, frozenset({"ada", "dia"}))]

    def settings_for(self, columns: Sequence[results.Column]) -> Mapping[str, Any]:
        return {}


class TestApprovedSubset(PluginConformance, TestCase):
    plugin_id = wizard.SUBSET
    golden = [Golden(TABLE, frozenset({"ada", "ben", "dia"}))]

    def settings_for(self, columns: Sequence[results.Column]) -> Mapping[str, Any]:
        return {"columns": [columns[0].pk, columns[2].pk]}


class TestPoints(PluginConformance, TestCase):
    plugin_id = wizard.POINTS
    golden = [Golden(TABLE, frozenset({"ada", "ben", "cem"}))]

    def settings_for(self, columns: Sequence[results.Column]) -> Mapping[str, Any]:
        return {"columns": keys(columns), "minimum": scaled(180)}


class TestPointsWithABlankLimit(PluginConformance, TestCase):
    plugin_id = wizard.POINTS
    golden = [Golden(TABLE, frozenset({"ada", "ben", "cem", "dia"}))]

    def settings_for(self, columns: Sequence[results.Column]) -> Mapping[str, Any]:
        return {"columns": keys(columns), "minimum": None}


class TestAdvanced(PluginConformance, TestCase):
    plugin_id = wizard.ADVANCED
    golden = [Golden(TABLE, frozenset({"ben", "cem"}))]

    def settings_for(self, columns: Sequence[results.Column]) -> Mapping[str, Any]:
        """Pass the last one, and have 80 in the better two of three in the mean."""
        groups = [[{"column": key, "weight": 5_000}] for key in keys(columns)]
        best = {"groups": groups, "drop_lowest": 1, "minimum": scaled(80)}
        return {"rules": [{"passed": [[columns[2].pk]], "sums": [best]}]}


class TestTheKit:
    def test_finds_a_plugin_that_does_not_do_what_its_tables_say(self, db: None) -> None:
        wrong = TestApprovedAll("test_decides_the_same_twice")
        wrong.golden = [Golden(TABLE, frozenset({"eve"}))]

        with pytest.raises(AssertionError, match="qualify"):
            wrong.test_lets_those_qualify_whom_the_golden_tables_name()
