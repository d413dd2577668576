"""One LMS as a worker that holds its channel sees it: what is under way, and at what pace."""

from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import TypeVar

from django.conf import settings
from django.db import connections, transaction

from lti_exams.grades.lms import Lms, adapter_for
from lti_exams.grades.lti import SCOPES, Ags
from lti_exams.grades.models import Channel, Column
from lti_exams.grades.rules import pacing, scores
from lti_exams.grades.rules.answers import Meaning
from lti_exams.grades.rules.deciding import Circle, circle_of
from lti_exams.grades.rules.pacing import Pace
from lti_exams.grades.sending import asides, claims, preparing, readiness, records, telling
from lti_exams.grades.sending.jobs import Job, Prepared, Preparing, Told
from lti_exams.kernel import leases
from lti_exams.launches import api as launches
from lti_exams.platforms import api as platforms

# So many are claimed and recorded together at most; one statement then serves them all.
_TOGETHER = 32
# What is known is written down after so long at the latest.
_LAG = timedelta(seconds=0.1)
# What an LMS shows is read anew before more scores are told for the first time.
_SNAPSHOT_LIVES = timedelta(seconds=60)
# Where nothing more was due, nobody looks again for so long.
_DRY = timedelta(seconds=0.5)
_LABEL = "Exam"
_OUTAGE = frozenset({Meaning.UNCERTAIN, Meaning.NOT_NOW})


class Sender:
    """Sends what is due to one LMS, several at once."""

    def __init__(
        self,
        channel: Channel,
        pool: ThreadPoolExecutor,
        clock: Callable[[], datetime],
        draws: Random,
    ) -> None:
        self.channel, self.pool, self.clock, self.draws = channel, pool, clock, draws
        self.adapter = adapter_of(channel)
        self.ags = Ags(platforms.Line(channel.platform, SCOPES), self.adapter, clock)
        self.pace = pace_of(channel)
        self.queue: list[Job] = []
        self.telling: dict[Future[Told], Job] = {}
        self.preparing: dict[Future[Prepared], launches.Link] = {}
        self.told: list[Told] = []
        self._told_since: datetime | None = None
        self.snapshots: dict[int, claims.Snapshot] = {}
        self._read_at: dict[int, datetime] = {}
        self._dry_until: datetime | None = None
        self.ended = 0

    @property
    def futures(self) -> set[Future[Told] | Future[Prepared]]:
        return {*self.telling, *self.preparing}

    def step(self, *, may_begin: bool = True) -> bool:
        """Record what is done and send what there is room for; tell whether anything goes on."""
        self._gather()
        if may_begin and not self._must_stop():
            # What is taken already goes out before anything is written: an LMS waits for nobody.
            self._send()
        self._record()
        if may_begin:
            self._take()
            self._send()
        else:
            self._give_back()
        return bool(self.futures or self.queue or self.told)

    def _record(self) -> None:
        """Write down what is done, together where much is done at once."""
        if self.told and self._is_time_to_write():
            told, self.told = self.told, []
            now = self.clock()
            self.ended += records.record(self.channel, told, now=now, draws=self.draws)
            self._stop_where_needed(told, now)
            keep_pace(self.channel, self.pace)
            if not self.futures:
                # What was tried and is to be tried again at once is due by now.
                self._dry_until = None

    def _gather(self) -> None:
        for future in [one for one in self.telling if one.done()]:
            del self.telling[future]
            result = future.result()
            self._keep_pace(result.meaning, result.wait, result.left)
            self._told_since = self._told_since if self.told else self.clock()
            self.told.append(result)
        for ready in [one for one in self.preparing if one.done()]:
            self._record_prepared(self.preparing.pop(ready), ready.result())

    def _is_time_to_write(self) -> bool:
        """A crowd is written in one statement; nobody waits long for it, or for nothing."""
        is_old = self._told_since is None or self.clock() - self._told_since > _LAG
        is_much = len(self.told) >= _TOGETHER
        return is_much or is_old or not self.telling or self._must_stop()

    def _must_stop(self) -> bool:
        """Tell whether something was met that is written down before more is sent."""
        return any(_holds_for_others(one) for one in self.told)

    def _record_prepared(self, link: launches.Link, done: Prepared) -> None:
        now = self.clock()
        self._keep_pace(done.meaning, done.wait, done.left)
        if done.url:
            self.snapshots[link.pk], self._read_at[link.pk] = done.shown, now
        readiness.record_prepared(self.channel, link, done, now=now, draw=self.draws.random())
        keep_pace(self.channel, self.pace)
        self._dry_until = None

    def _stop_where_needed(self, told: list[Told], now: datetime) -> None:
        """What one score met holds for others too: they are not sent to learn the same."""
        if any(_holds_for_others(one) for one in told):
            self._forget_what_was_read(self._read_at)
            self._give_back()
            asides.put_aside(self.channel, now=now)

    def _keep_pace(self, meaning: Meaning, wait: timedelta | None, left: float | None) -> None:
        now = self.clock()
        if meaning is Meaning.THROTTLED or (wait and meaning in _OUTAGE):
            self.pace = pacing.after_throttle(self.pace, wait=wait, now=now)
        if meaning in _OUTAGE:
            self.pace = pacing.after_failure(self.pace, now=now)
        elif meaning is Meaning.DELIVERED:
            was_open = self.pace.is_open
            self.pace = pacing.after_success(self.pace, left=left, under_way=len(self.futures))
            if was_open:
                asides.wake(self.channel, now=now)
        elif meaning is not Meaning.THROTTLED:
            self.pace = pacing.after_answer(self.pace)

    def _take(self) -> None:
        """Take more for as many as there is room for, where there may be more."""
        now = self.clock()
        room = self.pace.room(len(self.futures), now=now)
        if room and len(self.queue) < room and (self._dry_until is None or now > self._dry_until):
            self._claim(room)
        if self.pace.is_quiet(now):
            self._give_back()

    def _send(self) -> None:
        room = self.pace.room(len(self.futures), now=self.clock())
        for job in self.queue[:room]:
            self.telling[self.pool.submit(_in_thread, partial(telling.tell, self.ags, job))] = job
        del self.queue[:room]

    def _give_back(self) -> None:
        """Let go of what was taken and not sent: whoever comes next need not wait for us."""
        if self.queue:
            records.give_back(self.channel, self.queue)
            self.queue = []

    def _claim(self, room: int) -> None:
        now = self.clock()
        self._forget_what_was_read(
            link for link, at in self._read_at.items() if now - at > _SNAPSHOT_LIVES
        )
        taken = claims.take(
            self.channel,
            self.adapter,
            at_most=1 if self.pace.is_open else _TOGETHER,
            clock=scores.Clock(now, self._ahead()),
            snapshots=self.snapshots,
            busy={link.pk for link in self.preparing.values()},
        )
        self.queue += taken.jobs
        self._dry_until = None if taken.jobs or taken.unready else now + _DRY
        links = launches.Link.objects.filter(pk__in=taken.unready).order_by("pk")
        for link in links[:room]:
            self._prepare(link, now)

    def _forget_what_was_read(self, links: Iterable[int]) -> None:
        for link in list(links):
            del self.snapshots[link], self._read_at[link]

    def _ahead(self) -> timedelta:
        return timedelta(seconds=self.channel.platform.clock_ahead_seconds or 0)

    def _prepare(self, link: launches.Link, now: datetime) -> None:
        wanted = self._wanted(link, now)
        work = partial(preparing.prepare, self.ags, wanted, now=now)
        self.preparing[self.pool.submit(_in_thread, work)] = link

    @transaction.atomic
    def _wanted(self, link: launches.Link, now: datetime) -> Preparing:
        """Note that a column may be made now, before anybody asks for it."""
        column, _ = Column.objects.get_or_create(link=link)
        making_since = column.making_since
        if not column.url:
            Column.objects.filter(pk=column.pk).update(making_since=now)
        return Preparing(
            link=link.pk,
            url=column.url,
            claimed_url=link.line_item_url if link.line_item_url != column.gone_url else "",
            list_url=link.line_items_url,
            link_id=link.resource_link_id,
            resource_id=resource_id_of(link),
            label=link.title or _LABEL,
            maximum=claims.maximum_of(link),
            may_make=not column.gone_url or column.makes_anew or self.channel.makes_columns_anew,
            making_since=making_since,
        )


def _holds_for_others(told: Told) -> bool:
    return circle_of(told.meaning) is not Circle.ONE


def resource_id_of(link: launches.Link) -> str:
    """Return the name by which we know our column of a link again, in whatever course."""
    return f"{settings.PUBLIC_ORIGIN}/links/{link.pk}"


def adapter_of(channel: Channel) -> Lms:
    """Choose by what staff say, else the registration, else the newest launch."""
    families = filter(None, [channel.platform.family, launches.newest_family(channel.platform)])
    return adapter_for(families, named=channel.adapter)


def pace_of(channel: Channel) -> Pace:
    return Pace(
        window=channel.window,
        failures=channel.failures,
        is_open=channel.is_open,
        quiet_until=channel.quiet_until,
    )


def keep_pace(channel: Channel, pace: Pace) -> None:
    """Let the next worker, and whoever looks, know at what pace an LMS is written to."""
    if pace == pace_of(channel):
        return
    channel.window, channel.failures = pace.window, pace.failures
    channel.is_open, channel.quiet_until = pace.is_open, pace.quiet_until
    leases.held(channel).update(
        window=pace.window,
        failures=pace.failures,
        is_open=pace.is_open,
        quiet_until=pace.quiet_until,
    )


Result = TypeVar("Result")


def _in_thread(work: Callable[[], Result]) -> Result:
    try:
        return work()
    finally:
        connections.close_all()
