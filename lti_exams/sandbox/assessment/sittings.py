"""Sittings: opened when a person arrives, marked when the work is handed in."""

from datetime import datetime
from urllib.parse import urlsplit

from lti_exams.sandbox.assessment.models import Sitting
from lti_exams.sandbox.assessment.papers import PAPERS, REHEARSAL
from lti_exams.sandbox.assessment.questions import Paper
from lti_exams.sandbox.common.tool import claims as names
from lti_exams.sandbox.common.tool.models import Launch
from lti_exams.sandbox.common.tool.refusals import Refusal


def paper_of(launch: Launch) -> Paper:
    """Return the paper that a link was made for: by its parameter, else by its address."""
    custom = launch.claims.get(names.CUSTOM) or {}
    last_part = urlsplit(launch.claims[names.TARGET_LINK_URI]).path.rpartition("/")[2]
    return PAPERS.get(custom.get("paper", last_part), REHEARSAL)


def of_launch(launch: Launch, *, now: datetime) -> Sitting:
    """Return the sitting that a person is in, opening one where there is none."""
    claims = launch.claims
    custom = claims.get(names.CUSTOM) or {}
    presentation = claims.get(names.LAUNCH_PRESENTATION) or {}
    same = {
        "paper": paper_of(launch).slug,
        "sub": claims["sub"],
        "link": claims[names.RESOURCE_LINK]["id"],
        "attempt": str(custom.get("attempt", "")),
    }
    sitting = Sitting.objects.filter(launch__platform=launch.platform, **same).last()
    sitting = sitting or Sitting(**same, started_at=now)
    # The newest launch has the addresses that still hold.
    sitting.launch = launch
    sitting.return_url = presentation.get("return_url", "")
    sitting.completion_url = custom.get("completion_url", "")
    sitting.save()
    return sitting


def again(sitting: Sitting, *, now: datetime) -> Sitting:
    """Open another sitting for the same person and paper."""
    copied = ("paper", "sub", "link", "attempt", "launch", "return_url", "completion_url")
    same = {name: getattr(sitting, name) for name in copied}
    return Sitting.objects.create(**same, started_at=now)


def hand_in(sitting: Sitting, answers: dict[str, list[str]], *, now: datetime) -> None:
    """Take the answers and mark them; what was handed in stays as it is."""
    marked = PAPERS[sitting.paper].marked(answers)
    open_still = Sitting.objects.filter(key=sitting.key, submitted_at=None)
    if not open_still.update(answers=answers, score=marked, submitted_at=now):
        raise Refusal("already-handed-in", "This work was handed in before.", status=409)
    sitting.refresh_from_db()


def newest() -> Sitting:
    """Return the sitting that was opened last."""
    sitting = Sitting.objects.last()
    if sitting is None:
        raise Refusal("sitting-unknown", "Nobody has sat a paper yet.", status=404)
    return sitting
