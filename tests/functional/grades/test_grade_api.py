import pytest

from lti_exams.grades import api as grades
from lti_exams.journeys.access import Scope
from tests.factories.grading import graded
from tests.factories.lms import Lms
from tests.factories.rest import by_launch, by_session, by_token

pytestmark = pytest.mark.django_db


class TestOutcomes:
    def test_are_listed_with_why_and_what_to_do(self, parked):
        course = parked.link.course
        program = by_token(Scope.GRADES_READ, course=course)

        told = program.get(f"courses/{course.pk}/outcomes", show="needs-you").json()

        (one,) = told["results"]
        assert (one["state"], one["reason"], one["group"]) == (
            "parked",
            "person-refused",
            "needs-you",
        )
        assert "Enrol the person" in one["next_step"]
        assert told["counts"] == {"sent": 0, "waiting": 0, "needs_you": 1}

    def test_show_their_tries_one_by_one(self, outcome):
        program = by_token(Scope.GRADES_READ)

        told = program.get(f"courses/{outcome.link.course_id}/outcomes/{outcome.pk}").json()

        assert (told["id"], told["deliveries"]) == (outcome.pk, [])
        assert [(one["version"], one["cause"]) for one in told["changes"]] == [(1, "a test")]

    def test_are_sent_again(self, parked):
        program = by_token(Scope.GRADES_WRITE)
        address = f"courses/{parked.link.course_id}/outcomes/resend"

        answer = program.post(address, {"which": "failed"}, **{"Idempotency-Key": "k"})
        again = program.post(address, {"which": "failed"}, **{"Idempotency-Key": "k"})

        assert (answer.json(), again.json()) == ({"sent_again": 1}, {"sent_again": 1})
        assert grades.Outcome.objects.get().state == "waiting"

    @pytest.mark.parametrize(
        "body", [{}, {"which": "some"}, {"which": "one"}, {"which": "all", "overwrite": "yes"}]
    )
    def test_are_not_sent_again_for_what_makes_no_sense(self, parked, body):
        program = by_token(Scope.GRADES_WRITE)

        answer = program.post(f"courses/{parked.link.course_id}/outcomes/resend", body)

        assert 400 <= answer.status_code < 500
        assert grades.Outcome.objects.get().state == "parked"

    def test_are_not_sent_by_who_may_only_read(self, parked):
        program = by_token(Scope.GRADES_READ)

        answer = program.post(f"courses/{parked.link.course_id}/outcomes/resend", {"which": "all"})

        assert answer.status_code == 403

    def test_of_oneself_are_told(self, lms: Lms):
        told = by_launch(lms, "learner", sub="ada").get("me/outcomes").json()

        assert told == {"results": []}


class TestReconciling:
    def test_says_what_differs_and_sends_what_was_lost(self, book):
        link = book.link()
        for person in ("ada-alder", "ben-birch"):
            book.tell(link, graded(80), person)
        book.deliver()
        number = book.columns()[0]["id"]
        book.lms.post(f"line-items/{number}/grades", person="ada-alder", given=None)
        program = by_token(Scope.GRADES_WRITE)
        address = f"courses/{link.course_id}/outcomes/reconcile"

        looked = program.post(address).json()
        sent = program.post(address, {"dry_run": False}).json()

        (one,) = looked["differences"]
        assert (looked["compared"], looked["sent_again"], sent["sent_again"]) == (2, 0, 1)
        assert (one["how"], one["ours"], one["theirs"]) == ("missing", 80, None)

    def test_says_of_which_column_the_lms_tells_nothing(self, book):
        link = book.link()
        book.tell(link, graded(80))
        book.deliver()
        book.lms.break_by("error", endpoints=["results"], status=500)

        told = by_token(Scope.GRADES_WRITE).post(f"courses/{link.course_id}/outcomes/reconcile")

        assert told.json()["not_answered"] == [{"link": link.pk, "why": "uncertain"}]

    def test_is_not_for_who_may_only_read(self, outcome):
        program = by_token(Scope.GRADES_READ)

        answer = program.post(f"courses/{outcome.link.course_id}/outcomes/reconcile")

        assert answer.status_code == 403


class TestAColumn:
    def test_is_made_anew(self, away):
        program = by_token(Scope.GRADES_WRITE)

        told = program.post(f"courses/{away.course_id}/links/{away.pk}/column")

        assert told.json() == {"sent_again": 1}
        assert grades.Column.objects.get().makes_anew

    @pytest.mark.parametrize("link", [0, 999, 2**63])
    def test_of_a_link_that_is_not_there_is_unknown(self, away, link):
        program = by_token(Scope.GRADES_WRITE)

        assert program.post(f"courses/{away.course_id}/links/{link}/column").status_code == 404


class TestTheConnectionTest:
    def test_tells_each_line_and_its_remedy(self, book):
        link = book.link()
        book.lms.break_by("error", endpoints=["line-items"], status=403)
        staff = by_session()

        answer = staff.post(f"platforms/{book.platform.pk}/connection-test")

        lines = {line["name"]: line for line in answer.json()["lines"]}
        assert lines["keys-fetched"]["good"]
        assert lines["column-made"]["good"] is False
        assert "permissions of Assignment and Grade Services" in lines["column-made"]["remedy"]
        assert link.course is not None

    def test_is_not_for_tokens_of_a_course(self, book):
        link = book.link()
        program = by_token(Scope.GRADES_WRITE, course=link.course)

        answer = program.post(f"platforms/{book.platform.pk}/connection-test")

        assert answer.status_code == 403
