"""Forged launches by the thousand, each after a login of its own, and what became of them."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle, islice
from random import Random

from lti_exams.launches.models import Launch
from tests.factories.forgeries import FORGERIES, Forgery, valid_claims
from tests.fuzz.scene import Begun, Outcome, Scene

Attempt = Callable[[Scene, Random], Outcome]
SERVER_ERROR = 500
REPLAY = "launch-state-used"


@dataclass(frozen=True)
class Tally:
    """How many of each kind were posted, and how many of them ended as none may."""

    posted: Counter[str] = field(default_factory=Counter)
    accepted: Counter[str] = field(default_factory=Counter)
    server_errors: Counter[str] = field(default_factory=Counter)
    wrong_codes: Counter[str] = field(default_factory=Counter)

    def count(self, code: str, outcome: Outcome) -> None:
        self.posted[code] += 1
        if outcome.is_open:
            self.accepted[code] += 1
        elif outcome.status >= SERVER_ERROR:
            self.server_errors[code] += 1
        elif outcome.code != code:
            self.wrong_codes[f"{outcome.code} for {code}"] += 1

    @property
    def signed_share(self) -> float:
        """Return how much of it the LMS had signed."""
        return sum(self.posted[code] for code in SIGNED) / self.posted.total()


def post_forgeries(scene: Scene, *, times: int, rng: Random) -> Tally:
    """Post so many forgeries, of every kind equally often, in any order."""
    tally, opened_before = Tally(), Launch.objects.count()
    for code in islice(_codes(rng), times):
        tally.count(code, ATTEMPTS[code](scene, rng))
    # A replay is the second use of what was rightly opened once.
    if strays := Launch.objects.count() - opened_before - tally.posted[REPLAY]:
        tally.accepted["in the database"] = strays
    return tally


def _codes(rng: Random) -> Iterator[str]:
    codes = list(ATTEMPTS)
    for place in cycle(range(len(codes))):
        if place == 0:
            rng.shuffle(codes)
        yield codes[place]


def _of_a_token(forgery: Forgery) -> Attempt:
    def attempt(scene: Scene, rng: Random) -> Outcome:
        begun = scene.begin()
        token = forgery.make(scene.lms, begun.login, rng)
        return scene.launch(state=begun.login.state, token=token, cookies=begun.cookies)

    return attempt


def _right(scene: Scene, begun: Begun, rng: Random) -> str:
    return scene.lms.sign(valid_claims(scene.lms, begun.login, rng))


def _without_a_state(scene: Scene, rng: Random) -> Outcome:
    begun = scene.begin()
    return scene.launch(state="", token=_right(scene, begun, rng), cookies=begun.cookies)


def _with_an_invented_state(scene: Scene, rng: Random) -> Outcome:
    begun = scene.begin()
    state = rng.choice([rng.randbytes(21).hex(), begun.login.state[:-1], begun.login.nonce])
    return scene.launch(state=state, token=_right(scene, begun, rng), cookies=begun.cookies)


def _replayed(scene: Scene, rng: Random) -> Outcome:
    begun = scene.begin()
    for _ in range(2):
        token = _right(scene, begun, rng)
        outcome = scene.launch(state=begun.login.state, token=token, cookies=begun.cookies)
    return outcome


def _in_another_browser(scene: Scene, rng: Random) -> Outcome:
    begun, other = scene.begin(), scene.begin()
    token = _right(scene, begun, rng)
    return scene.launch(state=begun.login.state, token=token, cookies=other.cookies)


# The token is right in all of these, and the rest of the launch is not.
_CROSSED: dict[str, Attempt] = {
    "launch-state-missing": _without_a_state,
    "launch-state-unknown": _with_an_invented_state,
    REPLAY: _replayed,
    "launch-browser-differs": _in_another_browser,
}
ATTEMPTS: dict[str, Attempt] = _CROSSED | {
    code: _of_a_token(forgery) for code, forgery in FORGERIES.items()
}
SIGNED = frozenset(code for code, forgery in FORGERIES.items() if forgery.signed) | set(_CROSSED)
