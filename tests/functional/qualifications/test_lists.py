"""The pages of a course's lists: the active one, its history, each student, and one's own."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from lti_exams.grades import api as grades
from lti_exams.journeys.record_milestones import subject_of_exam, subject_of_qualification
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones
from lti_exams.qualifications import api as qualifications
from tests.factories import exams as make
from tests.factories.final_lists import Class, own, rows_of, saved
from tests.factories.lms import Lms
from tests.factories.pages import ours, text_of
from tests.factories.qualifying import ADVANCED, MANUAL
from tests.factories.teaching import Teacher

pytestmark = pytest.mark.django_db


class TestTheStatusPage:
    def test_shows_how_many_qualify_by_what_and_who_saved_it(self, school: Class) -> None:
        saved(school)

        page = text_of(school.teacher.see("qualification/"))

        assert "qualified 1 not qualified 2" in page
        assert "All assignments passed." in page
        assert "saved by Grace Teacher" in page

    def test_shows_each_student_with_the_reason_as_the_preview_did(self, school: Class) -> None:
        status = saved(school)

        page = school.teacher.see("qualification/")

        assert all(str(person) in text_of(page) for person in school.people.values())
        assert "“Report” not passed" in text_of(page)
        # Another order, and what is looked for, are shown by the page of the list itself.
        assert f"qualification/statuses/{status.pk}/?sort=name" in page.content.decode()

    def test_offers_a_change_only_while_the_term_goes_on(self, school: Class) -> None:
        saved(school)
        assert ">Change</button>" in school.teacher.see("qualification/").content.decode()
        now = timezone.now()
        course = school.teacher.course
        course.term = launches.Term.objects.create(
            name="past", begins_at=now - timedelta(days=90), ends_at=now - timedelta(days=1)
        )
        course.save()

        page = school.teacher.see("qualification/").content.decode()

        assert ">Change</button>" not in page
        assert "Take the list back" not in page
        begun = school.teacher.browser.post(
            f"{school.teacher.page}qualification/begin", headers=ours()
        )
        assert begun.status_code == 409

    def test_says_who_came_and_who_left_since(self, school: Class) -> None:
        saved(school)
        make.person(school.teacher.course, "Dora Example")
        school.teacher.course.memberships.filter(person=school.people["Ben"]).update(
            is_active=False
        )

        page = text_of(school.teacher.see("qualification/"))

        assert "1 student came and is not decided about: Dora Example" in page
        assert "1 student has left: Ben Example" in page

    def test_takes_a_list_back_with_a_reason_as_a_list_of_its_own(self, school: Class) -> None:
        first = saved(school)
        silent = school.teacher.do("qualification/retract", **{"retract-message": ""})
        assert silent.status_code == 422

        page = text_of(
            school.teacher.do("qualification/retract", **{"retract-message": "A mistake"})
        )

        assert "Not ready" in page
        assert "A mistake" in page
        school.teacher.do("qualification/retract", **{"retract-message": "A mistake"})
        assert qualifications.statuses_of(school.teacher.course).count() == 2
        assert first.students.count() == 3

    @pytest.mark.parametrize(
        ("asked", "states"),
        [
            ("", ["Not ready", "Ready"]),
            ("?order=oldest", ["Ready", "Not ready"]),
            ("?state=ready", ["Ready"]),
            ("?state=exported", []),
            ("?state=nonsense&order=nonsense", ["Not ready", "Ready"]),
        ],
    )
    def test_lists_all_that_was_decided_filtered_and_ordered(
        self, school: Class, asked: str, states: list[str]
    ) -> None:
        saved(school)
        school.teacher.do("qualification/retract", **{"retract-message": "A mistake"})

        page = school.teacher.see(f"qualification/{asked}").content.decode()

        table = page.partition('id="lists"')[2].partition("<tbody>")[2]
        assert re.findall(r'<span class="tag \w+">([\w ]+)</span>', table) == states

    def test_shows_what_was_exported_and_what_has_changed_since(self, school: Class) -> None:
        first = saved(school)
        qualifications.mark_exported(first, by="registry", now=timezone.now())
        assert "This list was exported" in text_of(school.teacher.see("qualification/"))
        saved(school, MANUAL, who="nobody")

        page = text_of(school.teacher.see("qualification/"))

        assert "must be exported again" in page


class TestTheStudentsOfAList:
    def test_are_shown_with_reasons_and_results_as_they_were(self, school: Class) -> None:
        status = saved(school)
        school.columns[1].title = "Renamed"
        school.columns[1].save()
        school.columns[1].results.update(points=0, is_passing=False)

        rows = rows_of(school.teacher.see(f"qualification/statuses/{status.pk}/"))

        assert "Not qualified" in rows["Ben"]
        assert "“Report” not passed" in rows["Ben"]
        assert rows["Ada"].endswith("80 70")

    def test_are_those_of_this_course_alone(self, lms: Lms, school: Class) -> None:
        status = saved(school)
        other = Teacher.of(lms, context={"id": "c2"}, resource_link={"id": "l2"})

        assert other.see(f"qualification/statuses/{status.pk}/").status_code == 404


class TestALearner:
    def test_is_told_that_nothing_is_decided_yet(self, lms: Lms, school: Class) -> None:
        assert "It is not decided yet" in own(lms, school, "Ada")

    def test_is_told_that_they_qualify_or_not_and_why(self, lms: Lms, school: Class) -> None:
        saved(school)

        assert "You qualify for the final exam" in own(lms, school, "Ada")
        page = own(lms, school, "Ben")
        assert "You do not qualify" in page
        assert "“Report” not passed" in page
        assert "Ada" not in page

    def test_reads_what_the_points_were_added_up_from(self, lms: Lms, school: Class) -> None:
        rule = {"groups-0-0": "Essay\nReport * 1.5", "minimum-0-0": "90", "drop-0-0": "1"}
        saved(school, ADVANCED, shape="1", **rule)

        page = own(lms, school, "Ben")

        assert "60 points of at least 90: 30 missing" in page
        asked = "At least 90 points from “Essay” + “Report” × 1.5 (the lowest left out)"
        assert asked in page

    def test_is_led_back_to_what_their_link_opens(self, lms: Lms, school: Class) -> None:
        assert "Back to where you came from" in own(lms, school, "Ada")

        link = launches.Link.objects.get(course=school.teacher.course)
        launches.place(link, kind="qualification", now=timezone.now())

        assert "Back to where you came from" not in own(lms, school, "Ada")

    def test_is_still_open_who_came_after_the_list_was_made(self, lms: Lms, school: Class) -> None:
        saved(school)
        school.people["Dora"] = make.person(school.teacher.course, "Dora Example")

        assert "you are among those who are still open" in own(lms, school, "Dora")

    def test_is_told_not_yet_when_the_list_was_taken_back(self, lms: Lms, school: Class) -> None:
        saved(school)
        school.teacher.do("qualification/retract", **{"retract-message": "A mistake"})

        assert "It is not decided yet" in own(lms, school, "Ada")


class TestWhatFollows:
    def test_is_a_score_on_the_line_item_of_the_link(self, school: Class) -> None:
        status = saved(school)
        school.teacher.do("place", kind="qualification")
        assert _scores(school) == {"Ada": 1, "Ben": 0, "Cem": 0}

        saved(school, MANUAL, who="everybody")
        assert _scores(school) == {"Ada": 1, "Ben": 1, "Cem": 1}
        school.teacher.do("qualification/retract", **{"retract-message": "A mistake"})

        assert _scores(school) == {"Ada": None, "Ben": None, "Cem": None}
        assert status.students.count() == 3

    def test_is_a_milestone_that_opens_an_exam_and_shuts_it_again(self, school: Class) -> None:
        exam, now = school.teacher.exam(), timezone.now()
        [key] = _milestone(school, now)
        milestones.require(
            [milestones.NewRequirement(subject=subject_of_exam(exam), milestone=key)],
            by="person:1",
            now=now,
        )
        ada, ben = school.people["Ada"].pk, school.people["Ben"].pk

        saved(school)
        assert milestones.gate(ada, [subject_of_exam(exam)], now=timezone.now()).is_open
        assert not milestones.gate(ben, [subject_of_exam(exam)], now=timezone.now()).is_open
        school.teacher.do("qualification/retract", **{"retract-message": "A mistake"})

        assert not milestones.gate(ada, [subject_of_exam(exam)], now=timezone.now()).is_open


def _milestone(school: Class, now: object) -> list[int]:
    """Return a milestone that the qualification gives."""
    [made] = milestones.add_milestones(
        [milestones.NewMilestone(namespace="uni", name="qualified")], by="person:1", now=now
    )
    gives = milestones.NewFulfilment(
        subject=subject_of_qualification(school.teacher.course), milestone=made.key
    )
    milestones.fulfil([gives], by="person:1", now=now)
    return [made.key]


def _scores(school: Class) -> dict[str, int | None]:
    found = {}
    for name, person in school.people.items():
        outcome = grades.Outcome.objects.get(person=person)
        points = outcome.document["points"]
        found[name] = None if points is None else points // 10_000
    return found
