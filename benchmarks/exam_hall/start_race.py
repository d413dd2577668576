"""Eight requests of one person begin the same exam in the same instant."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.utils import timezone

from benchmarks.exam_hall.hall import Hall
from lti_exams.exams import api as exams
from lti_exams.journeys import sit_exam
from lti_exams.launches import api as launches
from tests.factories import exams as make

THREADS = 8
Answer = tuple[object, ...]


def measure(rounds: int) -> dict[str, Any]:
    """Count the rounds that ended with more than one attempt, or with unequal answers."""
    hall = Hall.opened(timezone.now())
    people = make.people(hall.course, rounds)
    line = Barrier(THREADS)
    with ThreadPoolExecutor(THREADS) as threads:
        answers = [
            list(threads.map(_starting(hall, person, line), range(THREADS))) for person in people
        ]
    made = exams.Attempt.objects.count()
    unequal = sum(len(set(each)) != 1 for each in answers)
    return {"attempts": made, "unequal": unequal, "wrong": abs(made - rounds) + unequal}


def _starting(hall: Hall, person: launches.Person, line: Barrier) -> Callable[[int], Answer]:
    def start(_: int) -> Answer:
        caller, presented = hall.caller(person), exams.Presented()
        line.wait(timeout=60)
        attempt = sit_exam.come_in(
            caller, hall.exam, presented, purpose=exams.Purpose.SITTING, now=timezone.now()
        )
        begun = sit_exam.begin(caller, attempt, presented, now=timezone.now())
        return begun.pk, begun.number, begun.state, begun.started_at, begun.deadline, begun.receipt

    return start
