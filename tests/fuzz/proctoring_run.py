"""Forged, crossed and replayed messages and control calls of vendors, and what became of them.

Half of them are rightly signed, or bring a right token, and are wrong in one check.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle, islice
from random import Random
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from lti_exams.exams import api as exams
from lti_exams.journeys.access import caller_of_launch
from lti_exams.journeys.request_proctoring import Standpoint, request_proctoring
from lti_exams.launches.models import Launch
from lti_exams.proctoring.models import Incident
from lti_exams.tools import api as tools
from tests.factories import exams as make
from tests.factories.control_forgeries import FORGERIES as CALLS
from tests.factories.lms import Lms
from tests.factories.proctoring import Guard, control_body, lti_vendor, post_start
from tests.factories.start_forgeries import FORGERIES as STARTS
from tests.factories.tools import launched
from tests.fuzz.forgeries_run import Tally
from tests.fuzz.scene import Outcome

_PAGES = (200, 303)
_BURNT = "a nonce that came before"


@dataclass
class ProctoringScene:
    """A learner whom a vendor guards, before the start in one attempt and after it in another.

    There is another vendor, which guards nobody here; and the learner went to theirs twice.
    """

    guard: Guard
    other: Guard
    browser: Client
    replaced: dict[str, Any]
    waiting: dict[str, Any]
    running: dict[str, Any]
    attempts: list[exams.Attempt] = field(default_factory=list)

    @classmethod
    def set_up(cls) -> "ProctoringScene":
        """Set the two attempts up, each at an exam of its own."""
        guard, browser, lms = lti_vendor(), Client(), Lms.registered()
        other = lti_vendor(key="kestrel", host="kestrel.example")
        launch, now = launched(lms, browser), timezone.now()
        assert launch.course is not None
        attempts = [
            make.attempt(
                make.exam(launch.course, now=now, slug=slug, vendor=guard.vendor.reference),
                launch.person,
                now=now,
            )
            for slug in ("waiting", "running")
        ]
        sent = [_sent(guard, browser, launch, one) for one in (attempts[0], *attempts)]
        scene = cls(guard, other, browser, *sent, attempts)
        answer = guard.post_start(browser, guard.start_claims(scene.running, nonce=_BURNT))
        assert answer.status_code == 303, answer.content
        attempts[1].refresh_from_db()
        exams.start(attempts[1], by=make.LEARNER, now=timezone.now())
        return scene

    def is_untouched(self) -> bool:
        """Tell whether nothing at all came of everything that was sent."""
        waiting, running = (exams.Attempt.objects.get(pk=one.pk) for one in self.attempts)
        states = (waiting.state, running.state, running.extra_seconds)
        return states == ("proctoring_requested", "started", 0) and not Incident.objects.exists()


def _sent(guard: Guard, browser: Client, launch: Launch, attempt: exams.Attempt) -> dict[str, Any]:
    """Send the learner to the vendor, without the pages between."""
    where = Standpoint(launch_key=launch.key, return_url=settings.PUBLIC_ORIGIN)
    attempt = exams.attempt_known(attempt.pk)
    done = request_proctoring(caller_of_launch(launch), attempt, where, now=timezone.now())
    assert done.passage.form is not None
    return guard.received(done.passage.form, browser)


def post_proctoring(scene: ProctoringScene, *, times: int, rng: Random) -> Tally:
    """Post so many forgeries, of every kind equally often, in any order."""
    tally = Tally()
    for name in islice(_names(rng), times):
        tally.count(*_posted(scene, name, rng))
        # Of one address, so many in a minute would be a flood.
        cache.clear()
    if not scene.is_untouched():
        tally.accepted["in the database"] = 1
    return tally


def _names(rng: Random) -> Iterator[str]:
    """Return the kinds over and over: of those with the vendor's own word, half of them all."""
    signed, rest = sorted(SIGNED), sorted(set(KINDS) - SIGNED)
    rng.shuffle(signed)
    rng.shuffle(rest)
    for one, other in zip(cycle(signed), cycle(rest), strict=False):
        yield from (one, other)


def _posted(scene: ProctoringScene, name: str, rng: Random) -> tuple[str, Outcome]:
    way, _, kind = name.partition(" ")
    if way == "crossed":
        code, post = CROSSED[kind]
        answer = post(scene)
    elif way == "start":
        forgery = STARTS[kind]
        token = forgery.token(scene.guard, scene.guard.start_claims(scene.waiting), rng)
        answer = post_start(scene.browser, token)
        code = forgery.code
    else:
        call = CALLS[kind]
        body = control_body(scene.running, rng.choice(["terminate", "update", "pause"]))
        answer = call.post(scene.guard, {**body, "extra_time": 7})
        code = call.code
    is_problem = "problem+json" in answer.headers.get("Content-Type", "")
    told = answer.json()["code"] if is_problem else ""
    status = 303 if answer.status_code in _PAGES else answer.status_code
    return code, Outcome(status, told)


def _start(scene: ProctoringScene, sent: dict[str, Any], **changes: Any) -> HttpResponse:
    return scene.guard.post_start(scene.browser, scene.guard.start_claims(sent, **changes))


def _by_another_vendor(scene: ProctoringScene) -> HttpResponse:
    return scene.other.post_start(scene.browser, scene.other.start_claims(scene.waiting))


def _in_another_browser(scene: ProctoringScene) -> HttpResponse:
    return scene.guard.post_start(Client(), scene.guard.start_claims(scene.waiting))


def _called_by_another_vendor(scene: ProctoringScene) -> HttpResponse:
    named = tools.pseudonym(scene.other.tool, scene.attempts[1].person)
    return scene.other.call({**scene.running, "sub": named}, "terminate")


# Honest by themselves, and sent by, of or to the wrong one, or again.
CROSSED: dict[str, tuple[str, Callable[[ProctoringScene], HttpResponse]]] = {
    "of an older visit": (
        "start-session-data-replaced",
        lambda scene: _start(scene, scene.replaced),
    ),
    "of a visit that was answered": (
        "start-session-data-used",
        lambda scene: _start(scene, scene.running),
    ),
    "nonce that came before": (
        "tool-message-nonce-used",
        lambda scene: _start(scene, scene.waiting, nonce=_BURNT),
    ),
    "start by another vendor": ("start-session-data-foreign", _by_another_vendor),
    "another browser": ("start-browser", _in_another_browser),
    "call by another vendor": ("control-attempt", _called_by_another_vendor),
}
KINDS = {
    **{f"crossed {name}": True for name in CROSSED},
    **{f"start {name}": one.signed for name, one in STARTS.items()},
    **{f"call {name}": one.signed for name, one in CALLS.items()},
}
SIGNED = frozenset(name for name, signed in KINDS.items() if signed)


def signed_share(times: int) -> float:
    """Return how much of so many the vendor had signed, or sent with its own token."""
    return (times + 1) // 2 / times
