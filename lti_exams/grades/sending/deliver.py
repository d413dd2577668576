"""The worker's part: take the channels on which something is due, and send until nothing is."""

from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from time import monotonic
from typing import Any

import structlog
from django.db.models import Exists, OuterRef, Q, QuerySet

from lti_exams.grades.models import Channel, Column, Outcome
from lti_exams.grades.rules import trying
from lti_exams.grades.rules.answers import Meaning
from lti_exams.grades.sending import asides, claims
from lti_exams.grades.sending.channels import Sender
from lti_exams.grades.sending.neighbours import told_of
from lti_exams.kernel import leases
from lti_exams.kernel.origins import origin_of
from lti_exams.platforms import api as platforms

log = structlog.get_logger(__name__)

_MOST_CHANNELS = 4
_MOST_THREADS = 32
# New channels, and scores whose time comes meanwhile, are looked for this often.
_LOOK_EVERY = timedelta(seconds=1)
_NAP = 0.2


def deliver_due(
    *,
    now: datetime,
    clock: Callable[[], datetime] | None = None,
    draws: Random | None = None,
) -> int:
    """Send what is due, until nothing is; return how many outcomes came to an end."""
    # Sending is spread by chance; nobody guards anything with it.
    draining = _Draining(clock or _ticking(now), draws or Random())  # noqa: S311
    make_channels()
    with (
        ExitStack() as held,
        ThreadPoolExecutor(_MOST_THREADS, thread_name_prefix="grades") as pool,
    ):
        draining.run(held, pool)
    return draining.ended


@dataclass(slots=True)
class _Finishing:
    """When this process was told to begin nothing more."""

    since: float = 0.0


_finishing = _Finishing()


def finish_soon() -> None:
    """Let what is being sent at this moment by this process be the last of its round."""
    _finishing.since = monotonic()


class _Draining:
    """Sends on every channel on which something is due, and looks for more while it does."""

    def __init__(self, clock: Callable[[], datetime], draws: Random) -> None:
        self.clock, self.draws, self.began = clock, draws, monotonic()
        self.senders: list[Sender] = []
        self.ended = 0

    def run(self, held: ExitStack, pool: ThreadPoolExecutor) -> None:
        looked_at = self._take_more(held, pool)
        while self.senders:
            self.senders = [one for one in self.senders if self._goes_on(one)]
            under_way: set[Future[Any]] = {one for each in self.senders for one in each.futures}
            if under_way:
                wait(under_way, timeout=_NAP, return_when=FIRST_COMPLETED)
            if self.clock() - looked_at > _LOOK_EVERY and self._may_begin():
                looked_at = self._take_more(held, pool)

    def _take_more(self, held: ExitStack, pool: ThreadPoolExecutor) -> datetime:
        """Take channels one by one, each under a lease of its own, to be given back by itself."""
        now = self.clock()
        revive(now=now)
        while len(self.senders) < _MOST_CHANNELS:
            # Where a clock jumps, our own lease may seem to be over.
            others = _channels_due(now).exclude(pk__in=[one.channel.pk for one in self.senders])
            found = held.enter_context(leases.claimed(others, limit=1, now=now))
            if not found:
                break
            asides.put_aside(found[0], now=now)
            self.senders.append(Sender(found[0], pool, self.clock, self.draws))
        return now

    def _may_begin(self) -> bool:
        return _finishing.since < self.began

    def _goes_on(self, sender: Sender) -> bool:
        before = sender.ended
        try:
            goes_on = sender.step(may_begin=self._may_begin())
        except claims.ChannelLost:
            log.warning("channel_lost", platform=sender.channel.platform_id)
            goes_on = False
        except Exception:
            # One LMS keeps nobody else's grades here.
            log.exception("channel_failed", platform=sender.channel.platform_id)
            goes_on = False
        self.ended += sender.ended - before
        if not goes_on:
            leases.release([sender.channel])
        return goes_on


def _ticking(now: datetime) -> Callable[[], datetime]:
    """Let time go on from the moment that was given."""
    began = monotonic()
    return lambda: now + timedelta(seconds=monotonic() - began)


def make_channels() -> None:
    """Let every LMS have a channel."""
    without = platforms.Platform.objects.filter(channel=None).values_list("pk", flat=True)
    made = [Channel(platform_id=pk) for pk in without]
    if made:
        Channel.objects.bulk_create(made, ignore_conflicts=True)


def _channels_due(now: datetime) -> QuerySet[Channel]:
    due = Outcome.objects.filter(
        link__deployment__platform=OuterRef("platform"), next_try_at__lte=now
    )
    calm = Q(quiet_until=None) | Q(quiet_until__lte=now)
    active = Channel.objects.filter(calm, platform__status=platforms.Status.ACTIVE.value)
    return active.filter(Exists(due)).select_related("platform").order_by("pk")


def revive(*, now: datetime) -> None:
    """Try again what waits for something of which a launch or a roster has told since."""
    for column in Column.objects.exclude(trouble="").select_related("link__deployment__platform"):
        told_anew = told_of(column.link) != column.told
        if told_anew or _is_bound_now(column) or _is_asked_again(column, now=now):
            asides.wake_link(column, now=now)
    asides.wake_returned(now=now)


def _is_asked_again(column: Column, *, now: datetime) -> bool:
    """Tell whether to ask once more for a column: an LMS that allows it now says so to nobody."""
    since = column.troubled_since
    is_time = since is not None and now - since >= trying.PROBE_EVERY
    return column.trouble == Meaning.NO_COLUMN.value and is_time


def _is_bound_now(column: Column) -> bool:
    origins = column.link.deployment.platform.origins
    asked = column.url or column.link.line_item_url or column.link.line_items_url
    return column.trouble == Meaning.ORIGIN.value and origin_of(asked) in origins
