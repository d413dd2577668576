"""What becomes of attempts is written down for the LMS in the transaction that made it so."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from django.db import transaction

from lti_exams.exams import api as exams
from lti_exams.grades import api as grades
from lti_exams.journeys.keep_results import keep_sat
from lti_exams.journeys.placements import PlacementKind
from lti_exams.launches import api as launches

Change = exams.Moved | exams.Reviewed | exams.Scored
_Pair = tuple[int, int]
# What of an exam says which grade its attempts come to.
_DECIDES = ("counting", "rejected_policy", "timed_out_policy", "maximum_points")


@transaction.atomic(savepoint=False)
def tell_outcomes(changes: Iterable[Change], *, now: datetime) -> None:
    """Let the LMS learn of what happened to attempts, through every link that opens the exam."""
    changed = {_pair(one.attempt): one.attempt for one in changes if _is_news(one)}
    if not changed:
        return
    opened = {one.exam_id: one.exam for one in changed.values()}
    sources = {pair: f"{one.key}:{one.version}" for pair, one in changed.items()}
    links = _links(opened.values())
    _wait_for_others(changed, links)
    sat = exams.sat_of(opened.values(), [person for _, person in changed])
    grades.enqueue_many(_news(sat, sources, links), now=now)
    keep_sat({pair: sat.get(pair, exams.Sat()) for pair in sources}, now=now)


def _wait_for_others(pairs: Iterable[_Pair], links: Mapping[int, list[launches.Link]]) -> None:
    """Let what is read next be what holds, also where other attempts of these change just now."""
    grades.hold_outcomes(
        (link.pk, person) for exam, person in pairs for link in links.get(exam, [])
    )


def _pair(attempt: exams.Attempt) -> _Pair:
    return attempt.exam_id, attempt.person_id


def _is_news(change: Change) -> bool:
    """Tell whether a change has a say in the grade: only what was handed in has one."""
    if isinstance(change, exams.Moved):
        return change.is_new and not exams.HANDED_IN.isdisjoint({change.before, change.after})
    return change.is_new


@transaction.atomic(savepoint=False)
def tell_edited(before: exams.Exam, edited: exams.Exam, *, now: datetime) -> None:
    """Let the LMS learn of everybody anew where an edit changed what decides about a grade."""
    if all(getattr(before, name) == getattr(edited, name) for name in _DECIDES):
        return
    links = _links([edited])
    _wait_for_others(exams.sat_of([edited]), links)
    sat = exams.sat_of([edited])
    sources = dict.fromkeys(sat, f"exam:{edited.pk}:{edited.version}")
    grades.enqueue_many(_news(sat, sources, links), now=now)
    keep_sat(sat, now=now)


def tell_placed(link: launches.Link, exam: exams.Exam, *, now: datetime) -> None:
    """Let the LMS learn of everybody who sat an exam before this link opened it."""
    sat = exams.sat_of([exam])
    sources = dict.fromkeys(sat, source_of_placing(link, now=now))
    grades.enqueue_many(_news(sat, sources, {exam.pk: [link]}), now=now)


def source_of_placing(link: launches.Link, *, now: datetime) -> str:
    """Name one placing of a link: it may be placed elsewhere, and come back."""
    return f"link:{link.pk}:{now.isoformat()}"


def _links(opened: Iterable[exams.Exam]) -> Mapping[int, list[launches.Link]]:
    """Return the links that open each exam; a link in a course copied from another opens none."""
    course_of = {exam.pk: exam.course_id for exam in opened}
    links: dict[int, list[launches.Link]] = defaultdict(list)
    for link in launches.links_that_open(PlacementKind.EXAM, map(str, course_of)):
        exam_id = int(link.placement.key)
        if link.course_id == course_of[exam_id]:
            links[exam_id].append(link)
    return links


def _news(
    sat: Mapping[_Pair, exams.Sat],
    sources: Mapping[_Pair, str],
    links: Mapping[int, list[launches.Link]],
) -> Iterator[grades.News]:
    for (exam_id, person_id), source in sources.items():
        mine = sat.get((exam_id, person_id), exams.Sat())
        for link in links.get(exam_id, []):
            yield grades.News(
                link_id=link.pk,
                person_id=person_id,
                document=grades.telling(mine.attempts, mine.counts),
                source=source,
                awaiting=grades.awaiting_review(mine.attempts),
            )
