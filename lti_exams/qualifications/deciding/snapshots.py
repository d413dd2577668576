"""What counted of everybody when it was decided, in one text each: `column:points:passing,…`."""

from collections.abc import Sequence

from django.db import connection

from lti_exams.results import api as results


def snapshots_of(columns: Sequence[int]) -> str:
    """Return a query of `person_id` and `snapshot`."""
    gathered = "string_agg" if connection.vendor == "postgresql" else "group_concat"
    cell = (
        "CAST(r.column_id AS text) || ':' || COALESCE(CAST(r.points AS text), '') || ':'"
        " || CASE WHEN r.is_passing THEN '1' ELSE '0' END"
    )
    wanted = ", ".join(map(str, columns)) or "0"
    return (
        f"SELECT r.person_id, {gathered}({cell}, ',') AS snapshot"
        f" FROM {results.Result._meta.db_table} r"
        f" WHERE r.counts AND r.column_id IN ({wanted}) GROUP BY r.person_id"
    )
