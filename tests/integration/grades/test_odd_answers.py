"""What an LMS says that nobody foresaw keeps its own score waiting at most, and nobody else's."""

import pytest

from lti_exams.grades import api as grades
from lti_exams.grades.lms.canvas import EXTENSION
from lti_exams.grades.lti import RESULTS, SCORE, Ags
from lti_exams.grades.sending import records
from lti_exams.launches import api as launches
from tests.factories.fake_lms_server import FakeLms, Told
from tests.factories.grading import graded
from tests.integration.grades.test_the_newest_truth_wins import Cells, Story


@pytest.fixture
def cells(server: FakeLms) -> Cells:
    return Cells(server)


@pytest.fixture
def story(platform, server, cells) -> Story:
    return Story(platform, server, cells)


def grants(server: FakeLms, *scopes: str) -> None:
    """Let the LMS grant these scopes and no others."""
    token = {"access_token": "t", "token_type": "bearer", "scope": " ".join(scopes)}
    server.tell("/token", Told(token))


def neighbour(story: Story, **more: str) -> launches.Link:
    """Put one more link into the course."""
    return launches.Link.objects.create(
        deployment=story.link.deployment,
        course=story.link.course,
        resource_link_id=f"{story.link.resource_link_id}-neighbour",
        **more,
    )


class TestOddResults:
    @pytest.mark.parametrize(
        "odd",
        [
            None,
            "a text",
            {"userId": "p", "resultScore": "NaN"},
            {"userId": "p", "resultScore": 1, "resultMaximum": "-Infinity"},
            {"userId": "p", "resultScore": 1, "resultMaximum": "1e999999"},
        ],
    )
    def test_are_passed_over(self, story, cells, server, odd):
        named = {**odd, "userId": story.person.sub} if isinstance(odd, dict) else odd
        server.tell("/column/results", Told([named]))
        story.grade(80)

        story.deliver([])

        assert cells.values == {story.person.sub: 80}


class TestWhatNobodyForesaw:
    def test_about_one_score_keeps_no_other_one_waiting(self, story, cells, monkeypatch):
        other = launches.Person.objects.create(platform=story.person.platform, sub="other")
        story.grade(80)
        grades.enqueue(story.link, other, graded(70), source="a test", now=story.now())
        send = grades_sent_by(monkeypatch, fails_for=story.person.sub)

        story.deliver([])

        assert (cells.values, send.failed) == ({"other": 70}, 1)
        outcome = grades.Outcome.objects.get(person=story.person)
        assert (outcome.state, outcome.reason) == ("waiting", "uncertain")

    def test_about_one_lms_keeps_no_other_one_waiting(self, story, monkeypatch):
        story.grade(80)

        def fails(*_, **__):
            raise ValueError

        with monkeypatch.context() as patch:
            patch.setattr(records, "record", fails)
            assert grades.deliver_due(now=story.now(), clock=story.now) == 0

        assert grades.Channel.objects.get().leased_by == ""
        story.clock(60)
        story.deliver([])
        assert grades.Outcome.objects.get().state == "delivered"


class _Sent:
    failed = 0


def grades_sent_by(monkeypatch: pytest.MonkeyPatch, *, fails_for: str) -> _Sent:
    """Let sending one person's score fail as nothing was ever seen to fail."""
    send, seen = Ags.send, _Sent()

    def sent(ags, url, score):
        if score["userId"] == fails_for:
            seen.failed += 1
            raise RuntimeError
        return send(ags, url, score)

    monkeypatch.setattr(Ags, "send", sent)
    return seen


class TestNoPermissionForColumns:
    def test_puts_the_link_aside_that_has_none_and_no_other(self, story, cells, server):
        grants(server, SCORE, RESULTS)
        bare = neighbour(story, line_items_url=f"{server.url}/columns")
        grades.enqueue(bare, story.person, graded(60), source="a test", now=story.now())
        story.deliver([])
        story.grade(80)

        story.deliver([])

        assert cells.values == {story.person.sub: 80}
        outcome = grades.Outcome.objects.get(link=bare)
        assert (outcome.state, outcome.reason) == ("parked", "no-column")
        assert not grades.Hold.objects.exists()

    def test_that_the_lms_says_when_it_is_asked_holds_nobody_else(self, story, cells, server):
        server.tell("/columns", Told({"error": "forbidden"}, status=403))
        bare = neighbour(story, line_items_url=f"{server.url}/columns")
        grades.enqueue(bare, story.person, graded(60), source="a test", now=story.now())
        story.deliver([])
        story.grade(80)

        story.deliver([])

        assert cells.values == {story.person.sub: 80}
        assert not grades.Hold.objects.exists()

    def test_is_asked_for_again_every_hour(self, story, cells, server):
        server.tell("/columns", Told({"error": "forbidden"}, status=403))
        bare = neighbour(story, line_items_url=f"{server.url}/columns")
        grades.enqueue(bare, story.person, graded(60), source="a test", now=story.now())
        story.deliver([])
        made = {"id": f"{server.url}/column"}
        server.answers["/columns"] = lambda asked: Told(made if asked.method == "POST" else [])

        story.clock(3601)
        story.deliver([])

        assert cells.values == {story.person.sub: 60}


class TestARefusal:
    def test_of_the_scopes_says_that_it_is_about_permissions(self, story, server):
        server.tell("/token", Told({"error": "invalid_scope"}, status=400))
        story.grade(80)

        story.deliver([])

        assert grades.Hold.objects.get().reason == "scope-refused"

    def test_of_a_token_by_an_lms_that_is_away_is_counted(self, story, server):
        server.tell("/token", Told(status=503))
        story.grade(80)

        story.deliver([])
        story.clock(73 * 3600)
        story.deliver([])

        assert grades.Outcome.objects.get().state == "stalled"

    def test_of_a_grade_that_changed_meanwhile_holds_the_deployment_too(self, story, monkeypatch):
        story.grade(80)
        record = records.record

        def changed(*given, **more):
            monkeypatch.setattr(records, "record", record)
            story.grade(90)
            return record(*given, **more)

        monkeypatch.setattr(records, "record", changed)

        story.deliver(["refused"])

        assert grades.Hold.objects.get().reason == "scope-refused"
        assert grades.Outcome.objects.get().state == "parked"


class TestWhereResultsAreNotShown:
    @pytest.mark.parametrize("faults", [["stale", "stale"], ["stale", "error"], ["error"]])
    def test_a_grade_that_comes_too_early_for_the_lms_arrives_all_the_same(
        self, story, cells, server, faults
    ):
        grants(server, SCORE)
        story.grade(70)
        story.deliver([])
        story.grade(80)

        story.clock(60)
        story.deliver(faults)
        story.clock(3600)
        story.deliver(["stale"])
        for _ in range(2):
            story.clock(3600)
            story.deliver([])

        assert cells.values == {story.person.sub: 80}
        assert grades.Outcome.objects.get().state == "delivered"


class TestOverWhatTheLmsHas:
    def test_is_said_to_the_lms_also_where_the_grade_may_have_arrived_before(self, story, server):
        grades.Channel.objects.create(platform=story.person.platform, adapter="canvas")
        story.grade(80)
        story.deliver(["error"])
        outcomes = grades.Outcome.objects.all()
        grades.send_again(outcomes, overwrite=True, now=story.now())

        story.clock(60)
        story.deliver([])

        told = server.sent_to("/column/scores")[-1].json()
        assert told[EXTENSION] == {"new_submission": False, "prioritize_non_tool_grade": False}
