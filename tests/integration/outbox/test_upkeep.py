from datetime import datetime, timedelta

import pytest

from lti_exams.outbox import api as outbox
from lti_exams.outbox.models import Event, Message
from tests.factories import outbox as make

DAY = timedelta(days=1)


def stuck(now: datetime, state: outbox.MessageState = outbox.MessageState.STALLED) -> Message:
    """Return a message that stands still."""
    message = make.messages(1, now=now)[0]
    Message.objects.filter(key=message.key).update(state=state.value, reason="http-500", tries=20)
    return Message.objects.get(key=message.key)


@pytest.mark.django_db
class TestSendingAgain:
    @pytest.mark.parametrize("state", [outbox.MessageState.PARKED, outbox.MessageState.STALLED])
    def test_lets_what_stands_still_be_tried_anew(
        self, state: outbox.MessageState, now: datetime
    ) -> None:
        again = outbox.send_again(stuck(now, state).pk, now=now + DAY)

        assert (again.state, again.tries, again.reason) == ("waiting", 0, "")
        assert outbox.deliver_due(now=now + DAY) == 1

    def test_finds_nothing_in_what_waits_or_was_sent(self, now: datetime) -> None:
        waiting = Message.objects.get(key=make.messages(1, now=now)[0].key)

        with pytest.raises(outbox.NoSuchMessage):
            outbox.send_again(waiting.pk, now=now)

    def test_takes_everything_that_stands_still(self, now: datetime) -> None:
        stuck(now)
        stuck(now)
        make.messages(1, now=now)

        assert outbox.send_all_again(now=now) == 2


@pytest.mark.django_db
class TestTheSweep:
    def test_removes_what_left_long_ago(self, now: datetime) -> None:
        make.messages(2, now=now)
        outbox.deliver_due(now=now)

        assert outbox.sweep(now=now + 29 * DAY) == 0
        assert outbox.sweep(now=now + 31 * DAY) == 2

    def test_keeps_what_waits_however_long(self, now: datetime) -> None:
        make.messages(1, now=now)
        outbox.announce(outbox.News(type="a.b", key="1", subject="s", data={}, at=now))

        assert outbox.sweep(now=now + 1_000 * DAY) == 0

    def test_removes_events_that_were_told(self, now: datetime) -> None:
        outbox.announce(outbox.News(type="a.b", key="1", subject="s", data={}, at=now))
        outbox.relay(describe=lambda _: {}, write=lambda _: (), now=now)

        assert outbox.sweep(now=now + 91 * DAY) == 1
        assert not Event.objects.exists()


@pytest.mark.django_db
class TestTheBacklog:
    def test_is_as_old_as_what_could_have_left_first(self, now: datetime) -> None:
        assert outbox.late_by(now) == timedelta(0)
        make.messages(1, now=now)

        assert outbox.late_by(now + DAY) == DAY

    def test_counts_how_much_is_how_far(self, now: datetime) -> None:
        stuck(now)
        make.messages(2, now=now)

        counts = outbox.count_messages()
        assert (counts[outbox.MessageState.WAITING], counts[outbox.MessageState.STALLED]) == (2, 1)


@pytest.mark.django_db
class TestANotice:
    def test_holds_for_all_until_a_course_says_something_else(self) -> None:
        outbox.decide_notice("mails", "", is_on=True)
        outbox.decide_notice("mails", "course:2", is_on=False)

        assert outbox.notices_on("mails", ["course:1", "course:2"]) == {"course:1"}

        outbox.decide_notice("mails", "course:2", is_on=None)
        assert outbox.notices_on("mails", ["course:2"]) == {"course:2"}

    def test_is_off_where_nobody_said_anything(self) -> None:
        assert outbox.notices_on("mails", ["course:1"]) == set()
