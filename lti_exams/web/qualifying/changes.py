"""What has changed since somebody looked at a preview, for the page that saved nothing."""

from collections.abc import Sequence

from lti_exams.journeys.name_actors import names_of
from lti_exams.qualifications import api as qualifications

_NAMED = 50


def told_of(run: qualifications.Run, saved: qualifications.Saved) -> dict[str, object]:
    """Return what is told of a list that was not saved: whom it is about, and who was faster."""
    return {
        "changes": _changes(run, saved.changed),
        "more": max(0, len(saved.changed) - _NAMED),
        "people": names_of([saved.newer.by] if saved.newer else []),
    }


def _changes(
    run: qualifications.Run, changed: Sequence[qualifications.Changed]
) -> list[tuple[str, qualifications.Changed]]:
    """Return the first of those of whom something else is known than was looked at."""
    some = changed[:_NAMED]
    members = run.period.memberships.select_related("person").in_bulk(
        [one.member_id for one in some]
    )
    return [(str(members[one.member_id].person), one) for one in some if one.member_id in members]
