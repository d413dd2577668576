"""Valid launches of six LMSs by the hundred, and which of them were refused."""

from collections import Counter
from itertools import cycle, islice
from random import Random

from tests.factories.lms_variants import FAMILIES
from tests.fuzz.scene import Scene


def post_variants(*, times: int, rng: Random) -> Counter[str]:
    """Launch so many times, from each LMS in turn; count the refusals by LMS and code."""
    scenes = {name: Scene(family.registered()) for name, family in FAMILIES.items()}
    refused: Counter[str] = Counter()
    for name in islice(cycle(scenes), times):
        family, scene = FAMILIES[name], scenes[name]
        begun = scene.begin(**{"lti_deployment_id": None, **family.login})
        claims = family.claims(scene.lms, nonce=begun.login.nonce, rng=rng)
        token = scene.lms.sign(claims)
        outcome = scene.launch(state=begun.login.state, token=token, cookies=begun.cookies)
        if not outcome.is_open:
            refused[f"{name}: {outcome.status} {outcome.code}"] += 1
    return refused
