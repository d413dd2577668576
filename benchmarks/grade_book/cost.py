"""The CPU of one score, told to an LMS that answers at once."""

from collections.abc import Callable
from time import perf_counter, process_time
from typing import Any

from django.utils import timezone

from benchmarks.grade_book import instant, peer
from benchmarks.rounds import race
from lti_exams.grades import api as grades
from lti_exams.journeys.register_platform import register_platform
from lti_exams.kernel import leases
from lti_exams.launches import api as launches
from lti_exams.platforms import api as platforms
from tests.factories.grading import graded


def measure(scores: int, rounds: int) -> dict[str, Any]:
    """Return the milliseconds of each side, lap by lap, and how many a second we told."""
    with instant.running() as origin, peer.running() as other:
        platform, link = _known(origin)
        ours = _Ours(platform, link, scores)
        laps = race(
            {
                "ours": ours.lap,
                "pylti1p3_per_launch": _theirs(other, platform, link, scores, reuses=False),
                "pylti1p3_reused": _theirs(other, platform, link, scores, reuses=True),
            },
            rounds=rounds,
        )
    return {
        "laps": {name: list(taken) for name, taken in laps.taken.items()},
        "ratio_per_launch": laps.ratio("pylti1p3_per_launch", "ours"),
        "ratio_reused": laps.ratio("pylti1p3_reused", "ours"),
        "scores_a_second": round(scores / min(ours.seconds)),
    }


def _known(origin: str) -> tuple[platforms.Platform, launches.Link]:
    platform = register_platform(
        platforms.NewRegistration(
            name="Instant",
            issuer=origin,
            client_id="client-1",
            auth_url=f"{origin}/auth",
            token_url=f"{origin}/token",
            jwks_url=f"{origin}/jwks",
            deployments=("1",),
        ),
        by=None,
        now=timezone.now(),
    )
    deployment = platform.deployments.get()
    course = launches.Course.objects.create(deployment=deployment, context_id="c")
    link = launches.Link.objects.create(
        deployment=deployment,
        course=course,
        resource_link_id="l",
        line_item_url=f"{origin}/column/1",
    )
    return platform, link


class _Ours:
    """A worker that tells so many scores of so many people, a lap."""

    def __init__(self, platform: platforms.Platform, link: launches.Link, scores: int) -> None:
        people = [launches.Person(platform=platform, sub=f"p-{n}") for n in range(scores)]
        self.people = launches.Person.objects.bulk_create(people)
        self.link, self.laps = link, 0
        self.seconds: list[float] = []

    def lap(self) -> float:
        self.laps += 1
        self._enqueue()
        cpu, began = process_time(), perf_counter()
        with leases.heartbeat():
            ended = grades.deliver_due(now=timezone.now())
        self.seconds.append(perf_counter() - began)
        if ended != len(self.people):
            raise RuntimeError(f"{ended} of {len(self.people)} scores were told")
        return (process_time() - cpu) / len(self.people) * 1_000

    def _enqueue(self) -> None:
        """Let everybody be told of for the first time, as after an exam."""
        grades.Outcome.objects.all().delete()
        now = timezone.now()
        news = [
            grades.News(
                link_id=self.link.pk,
                person_id=one.pk,
                document=graded(80),
                source=f"lap:{self.laps}",
            )
            for one in self.people
        ]
        grades.enqueue_many(news, now=now)


def _theirs(
    other: peer.Peer,
    platform: platforms.Platform,
    link: launches.Link,
    scores: int,
    *,
    reuses: bool,
) -> Callable[[], float]:
    order = peer.order_of(
        platform,
        link.line_item_url,
        people=[f"p-{n}" for n in range(scores)],
        reuses_connector=reuses,
    )

    def lap() -> float:
        told = other.tell(order)
        if told["failed"]:
            raise RuntimeError(f"the peer failed: {told}")
        return float(told["cpu"]) / scores * 1_000

    return lap
