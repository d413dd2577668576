"""Decisions about one student, that go before the rule."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lti_exams.qualifications import api as qualifications
from tests.factories import exams as make
from tests.factories.final_lists import Class, own, rows_of, saved
from tests.factories.lms import Lms
from tests.factories.pages import text_of
from tests.factories.teaching import Teacher

pytestmark = pytest.mark.django_db


class TestSingleDecisions:
    FORM = {"single-student": "Cem Example", "single-qualifies": "yes", "single-reason": "Ill"}

    def test_go_before_the_rule_and_are_seen_with_their_reason(
        self, lms: Lms, school: Class
    ) -> None:
        school.teacher.do("qualification/overrides", **self.FORM)

        status = saved(school)

        rows = rows_of(school.teacher.see(f"qualification/statuses/{status.pk}/"))
        assert "Qualified Qualifies by a decision about this student alone" in rows["Cem"]
        assert "Ill" in rows["Cem"]
        assert "“Report” not passed" in rows["Ben"]
        assert "Qualifies by a decision about you" in own(
            lms, school, "Cem"
        ) or "You qualify" in own(lms, school, "Cem")

    def test_are_marked_in_what_leaves_the_house_without_their_reason(self, school: Class) -> None:
        before = saved(school)
        qualifications.mark_exported(before, by="staff:1", now=timezone.now())
        school.teacher.do("qualification/overrides", **self.FORM)
        home = f"qualification/statuses/{saved(school).pk}/"

        for path in ("file.csv", "file.csv?changes=yes", "file.json"):
            told = school.teacher.see(home + path).content.decode()
            assert told.count("decided about this student alone") == 1
            assert "Ill" not in told
        assert "single decision" in text_of(school.teacher.see(f"{home}print"))

    def test_can_keep_somebody_out(self, school: Class) -> None:
        told = {**self.FORM, "single-student": "Ada Example", "single-qualifies": "no"}
        school.teacher.do("qualification/overrides", **told)

        assert not saved(school).students.filter(qualifies=True).exists()

    def test_end_and_can_be_withdrawn(self, school: Class) -> None:
        school.teacher.do("qualification/overrides", **self.FORM)
        made = qualifications.Override.objects.get()
        assert made.holds(timezone.now())
        qualifications.Override.objects.update(expires_at=timezone.now() - timedelta(days=1))
        assert saved(school).students.filter(qualifies=True).count() == 1

        school.teacher.do(f"qualification/overrides/{made.pk}/withdraw")

        assert "Ill" not in text_of(school.teacher.see("qualification/"))

    def test_are_made_and_withdrawn_once_however_often_it_is_clicked(self, school: Class) -> None:
        for _ in range(2):
            assert school.teacher.do("qualification/overrides", **self.FORM).status_code == 200
        made = qualifications.Override.objects.get()
        other = school.teacher.do(
            "qualification/overrides", **{**self.FORM, "single-reason": "Else"}
        )
        assert other.status_code == 422

        for _ in range(2):
            gone = school.teacher.do(f"qualification/overrides/{made.pk}/withdraw")
            assert gone.status_code == 200

    def test_wait_for_the_next_list_and_the_page_says_so(self, school: Class) -> None:
        saved(school)
        assert "single student" not in self._since(school)
        school.teacher.do("qualification/overrides", **self.FORM)
        assert "1 decision about a single student is not in the list yet" in self._since(school)

        saved(school)
        assert "not in the list yet" not in self._since(school)
        qualifications.Override.objects.update(expires_at=timezone.now() - timedelta(days=1))
        assert "on which the list rests, does not hold any more" in self._since(school)

    def _since(self, school: Class) -> str:
        """Return what the page says above the students."""
        return text_of(school.teacher.see("qualification/")).partition("Decisions about")[0]

    def test_make_room_for_another_once_they_have_ended(self, school: Class) -> None:
        school.teacher.do("qualification/overrides", **self.FORM)
        qualifications.Override.objects.update(expires_at=timezone.now() - timedelta(days=1))
        assert "It has ended" in text_of(school.teacher.see("qualification/"))

        again = school.teacher.do(
            "qualification/overrides", **{**self.FORM, "single-reason": "Ill again"}
        )

        assert again.status_code == 200
        (made,) = qualifications.overrides_of(school.teacher.course)
        assert made.reason == "Ill again"

    def test_ask_for_the_user_id_where_two_go_by_one_name(self, school: Class) -> None:
        twin = make.person(school.teacher.course, "Cem Example")

        answer = school.teacher.do("qualification/overrides", **self.FORM)

        assert "more than one student" in text_of(answer)
        assert f'<option value="{twin.sub}">Cem Example</option>' in answer.content.decode()
        school.teacher.do("qualification/overrides", **{**self.FORM, "single-student": twin.sub})
        assert qualifications.Override.objects.get().relatedstudent.person == twin

    def test_wait_for_a_second_pair_of_eyes_where_that_is_asked(
        self, lms: Lms, school: Class, settings: object
    ) -> None:
        settings.QUALIFIESFOREXAM_OVERRIDES_NEED_TWO = True
        school.teacher.do("qualification/overrides", **self.FORM)
        made = qualifications.Override.objects.get()
        assert saved(school).students.filter(qualifies=True).count() == 1

        alone = school.teacher.do(f"qualification/overrides/{made.pk}/agree")
        assert alone.status_code == 409
        Teacher.of(lms, sub="teacher-2", name="Hal").do(f"qualification/overrides/{made.pk}/agree")

        assert saved(school).students.filter(qualifies=True).count() == 2

    @pytest.mark.parametrize(
        ("changed", "words"),
        [
            ({"single-student": "Zoe"}, "none of them"),
            ({"single-reason": ""}, "This field is required"),
            ({"single-until": "2001-01-01"}, "lies in the past"),
            ({"single-until": "9999-12-31"}, "less than or equal to"),
        ],
    )
    def test_are_refused_in_their_form(
        self, school: Class, changed: dict[str, str], words: str
    ) -> None:
        answer = school.teacher.do("qualification/overrides", **(self.FORM | changed))

        assert answer.status_code == 422
        assert words in text_of(answer)

    def test_say_no_longer_why_once_the_person_is_forgotten(self, school: Class) -> None:
        school.teacher.do("qualification/overrides", **self.FORM)

        qualifications.forget(school.people["Cem"])

        assert qualifications.Override.objects.get().reason == "–"
