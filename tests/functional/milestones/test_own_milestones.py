"""A learner before a shut gate, and what they reached themselves."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from lti_exams.journeys.place_link import place_link
from lti_exams.journeys.placements import PlacementKind
from lti_exams.journeys.record_milestones import subject_of_course, subject_of_exam
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones
from tests.factories import exams as make_exam
from tests.factories import milestones as make
from tests.factories.lms import MEMBERSHIP, Lms
from tests.factories.milestone_course import MilestoneCourse, milestone_course, own
from tests.factories.pages import text_of
from tests.factories.teaching import Teacher

pytestmark = pytest.mark.django_db

SHUT = "Not open for you yet"


@pytest.fixture
def here(lms: Lms) -> MilestoneCourse:
    """A course whose link opens the dashboard, where learners see their exams."""
    teacher = Teacher.of(lms)
    launch = launches.Launch.objects.get(key=teacher.page.split("/")[2])
    place_link(launch, kind=PlacementKind.DASHBOARD, key="", now=timezone.now())
    return milestone_course(teacher.course)


@pytest.fixture
def ada(lms: Lms, here: MilestoneCourse) -> Teacher:
    """Ada's browser: she was on the trip, and has not sat the test."""
    return learner(lms, here.ada)


def learner(lms: Lms, person: launches.Person) -> Teacher:
    return Teacher.of(lms, sub=person.sub, name=person.name, roles=[f"{MEMBERSHIP}Learner"])


class TestTheGate:
    def test_stands_before_the_course(self, ada: Teacher) -> None:
        page = text_of(ada.see())

        assert SHUT in page
        assert "Still missing Lab safety: not reached yet. Complete Safety test." in page
        assert "Done Field trip: reached." in page
        assert "How to get in Complete Safety test" in page

    def test_says_how_well_and_until_when_it_must_be_done(
        self, ada: Teacher, here: MilestoneCourse
    ) -> None:
        late = datetime(2099, 6, 1, 12, tzinfo=UTC)
        new = own(here.course, "First aid")
        make.gives(subject_of_exam(here.exam), new, condition=make.condition(not_after=late))
        asked = make.condition(minimum_score=60)
        make.asks(subject_of_course(here.course), new, condition=asked)

        page = text_of(ada.see())

        way = "Complete Safety test with at least 60 % of the points no later than 1 Jun 2099, "
        assert way + "12:00 UTC." in page
        assert f"How to get in {way}12:00 UTC. Course 101 Your LMS leads" in page

    def test_says_of_what_comes_further_back_how_well_by_when_and_who_gives_it(
        self, ada: Teacher, here: MilestoneCourse
    ) -> None:
        first = make_exam.exam(here.course, now=timezone.now(), title="Entry test", slug="entry")
        entry, talk = own(here.course, "Entry"), own(here.course, "Talk", is_given_by_hand=True)
        late = datetime(2099, 6, 1, 12, tzinfo=UTC)
        done = make.condition(not_after=late)
        make.gives(subject_of_exam(first), entry, condition=done)
        well = make.condition(minimum_score=70)
        make.asks(subject_of_exam(here.exam), entry, condition=well)
        make.asks(subject_of_exam(here.exam), talk)

        page = text_of(ada.see())

        way = "at least 70 % of the points no later than 1 Jun 2099, 12:00 UTC."
        assert f"How to get in Complete Entry test with {way} Course 101" in page
        last = "Complete Safety test. Course 101 Before that, the teachers there give: Talk."
        assert last in page

    def test_says_who_gives_what_nobody_can_complete(
        self, ada: Teacher, here: MilestoneCourse
    ) -> None:
        make.asks(
            subject_of_course(here.course), own(here.course, "Interview", is_given_by_hand=True)
        )

        assert "Interview: not reached yet. The teachers give it." in text_of(ada.see())

    def test_opens_with_the_award(self, ada: Teacher, here: MilestoneCourse) -> None:
        assert ada.see("gate/state").json() == {"open": False}

        make.completed(here.ada.pk, subject_of_exam(here.exam), at=timezone.now())

        assert ada.see("gate/state").json() == {"open": True}
        assert "You may go on" in text_of(ada.see("gate/"))
        assert "Your exams" in text_of(ada.see())

    def test_leads_on_by_itself(self, ada: Teacher) -> None:
        page = ada.see().content.decode()

        assert 'data-module="gate-watch"' in page
        assert f'data-state="{ada.page}gate/state"' in page

    @pytest.mark.parametrize("role", ["Instructor", "Instructor#TeachingAssistant"])
    def test_holds_no_staff_back(self, lms: Lms, here: MilestoneCourse, role: str) -> None:
        sub = role.partition("#")[0]
        base = MEMBERSHIP.removesuffix("#")
        told = f"{base}/{role}" if "#" in role else f"{MEMBERSHIP}{sub}"

        page = text_of(Teacher.of(lms, sub=f"staff-{role}", roles=[told]).see())

        assert SHUT not in page

    def test_says_that_one_of_several_is_enough(self, ada: Teacher, here: MilestoneCourse) -> None:
        goals = [own(here.course, name, is_given_by_hand=True) for name in ("Mosses", "Ferns")]
        subject, keys = subject_of_course(here.course), [one.key for one in goals]
        group = milestones.NewGroup(subject=subject, mode=milestones.Mode.ANY, milestones=keys)
        milestones.require_group(group, by="staff:1", now=timezone.now())

        before = text_of(ada.see())
        here.award(here.ada, goals[0])
        after = text_of(ada.see())

        assert "Still missing Any one of these: Still missing Mosses: not reached yet." in before
        assert "Done Any one of these: Done Mosses: reached." in after
        assert "Ferns" not in after

    def test_says_where_no_step_leads(self, ada: Teacher, here: MilestoneCourse) -> None:
        milestones.remove_milestones([here.safety.key], by="staff:1", now=timezone.now())

        page = text_of(ada.see())

        assert "it was switched off. Staff can let you past." in page
        assert "no step leads there" in page

    def test_says_that_something_was_taken_back(self, ada: Teacher, here: MilestoneCourse) -> None:
        now = timezone.now()
        milestones.revoke(
            [here.ada.pk], [here.trip.key], by="staff:1", now=now, reason="Left early"
        )

        page = text_of(ada.see())

        assert "Not met Field trip: taken back. Only staff can give it back." in page

    def test_of_an_exam_is_told_on_its_page_with_the_way_here(
        self, lms: Lms, here: MilestoneCourse
    ) -> None:
        where = {"resource_link": {"id": "link-9", "title": "Safety test"}}
        launch = launches.Launch.objects.get(key=Teacher.of(lms, **where).page.split("/")[2])
        place_link(launch, kind=PlacementKind.EXAM, key=str(here.exam.pk), now=timezone.now())
        more = own(here.course, "First aid", is_given_by_hand=True)
        kit = own(here.course, "Kit check", is_given_by_hand=True)
        make.asks(subject_of_exam(here.exam), more, kit)
        who = {"sub": here.ada.sub, "name": "Ada Example", "roles": [f"{MEMBERSHIP}Learner"]}

        ada = Teacher.of(lms, **who, **where)

        assert "See how to get in, or ask for a review" in text_of(ada.see())
        told = "is missing. First aid: not reached yet. Kit check: not reached yet."
        assert told in text_of(ada.see())
        assert "First aid: not reached yet." in text_of(ada.see("gate/"))


class TestAskingForAReview:
    def test_is_kept_and_said(self, ada: Teacher) -> None:
        page = text_of(ada.do("gate/ask", words="I passed it elsewhere"))

        assert "You asked on" in page
        assert "Ask for a review You asked on" in page
        assert milestones.newest_appeal(
            milestones.Appeal.objects.get().person_id, str(ada.course.pk)
        )

    def test_twice_is_once(self, ada: Teacher) -> None:
        ada.do("gate/ask", words="I passed it elsewhere")
        ada.do("gate/ask", words="Please")

        assert milestones.Appeal.objects.count() == 1

    @pytest.mark.parametrize("words", [" ", "x" * 2001, "a\x00b"])
    def test_needs_words(self, ada: Teacher, words: str) -> None:
        assert ada.do("gate/ask", words=words).status_code == 422
        assert not milestones.Appeal.objects.exists()

    def test_is_answered_here(self, ada: Teacher, here: MilestoneCourse) -> None:
        ada.do("gate/ask", words="I passed it elsewhere")
        asked = milestones.Appeal.objects.get()
        milestones.answer_appeal(
            asked.pk,
            milestones.Outcome.DECLINED,
            "That course was another one.",
            by="staff:1",
            now=timezone.now(),
        )

        assert "The answer to what you asked: That course was another one." in text_of(ada.see())

    def test_is_refused_where_the_gate_is_open(self, ada: Teacher, here: MilestoneCourse) -> None:
        here.award(here.ada, here.safety)

        assert ada.do("gate/ask", words="Let me in").status_code == 409


class TestOnesOwnMilestones:
    def test_are_shown_with_what_they_rest_on(self, ada: Teacher, here: MilestoneCourse) -> None:
        make.completed(here.ada.pk, subject_of_exam(here.exam), at=timezone.now(), score=62.5)

        page = text_of(ada.see("milestones/mine"))

        assert "Lab safety Reached Knows the rules of the lab." in page
        assert "62.5 % of the points" in page
        assert "Decided by staff: Was there" in page

    def test_are_nobody_elses(self, lms: Lms, here: MilestoneCourse) -> None:
        page = learner(lms, Teacher.of(lms).learner("Ben Birch")).see("milestones/mine")

        assert "You have reached none yet" in text_of(page)

    def test_are_handed_out_as_signed_badges(self, ada: Teacher, here: MilestoneCourse) -> None:
        answer = ada.see(f"milestones/mine/{here.trip.key}/badge")

        assert answer["Content-Type"] == "application/vc+jwt"
        assert "attachment" in answer["Content-Disposition"]
        assert answer.content.count(b".") == 2

    def test_that_were_waived_have_no_badge(self, ada: Teacher, here: MilestoneCourse) -> None:
        now = timezone.now()
        milestones.waive([here.ada.pk], [here.safety.key], by="staff:1", now=now, reason="Known")

        assert "Not asked of you" in text_of(ada.see("milestones/mine"))
        assert ada.see(f"milestones/mine/{here.safety.key}/badge").status_code == 404

    def test_lead_there_from_ones_exams(self, ada: Teacher, here: MilestoneCourse) -> None:
        here.award(here.ada, here.safety)

        assert f'href="{ada.page}milestones/mine"' in ada.see().content.decode()


def test_the_story_of_two_courses_is_told_to_the_learner(lms: Lms, here: MilestoneCourse) -> None:
    where = {"context": {"id": "102", "title": "Course 102"}, "resource_link": {"id": "l102"}}
    second = Teacher.of(lms, **where)
    needed = milestones.Prerequisite(subject=subject_of_course(here.course), title="Course 101")
    milestones.add_prerequisite(
        subject_of_course(second.course), needed, by="staff:1", now=timezone.now()
    )
    who = {"sub": here.ada.sub, "name": "Ada Example", "roles": [f"{MEMBERSHIP}Learner"]}
    ada = Teacher.of(lms, **who, **where)
    assert "Complete Safety test. Course 101 Complete Course 101." in text_of(ada.see())

    make.completed(here.ada.pk, subject_of_course(here.course), at=timezone.now())

    assert SHUT not in text_of(ada.see())
