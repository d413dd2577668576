"""Which vendor guards: connected, chosen for a course, changed, and known from another course."""

from datetime import datetime, timedelta

import pytest

from lti_exams.accounts.models import Unit
from lti_exams.exams import api as exams
from lti_exams.journeys import choose_vendor, onboard
from lti_exams.journeys.access import ActRefused, Caller, Role
from lti_exams.journeys.follow_changes import follow_changes
from lti_exams.journeys.keep_vendors import add_vendor, edit_vendor
from lti_exams.proctoring import api as proctoring
from tests.factories import exams as make
from tests.factories.proctoring import lti_vendor, null_vendor

pytestmark = pytest.mark.django_db
STAFF = Caller("staff:1", frozenset({Role.SERVICE_STAFF}))
HOUR = timedelta(hours=1)


class TestConnecting:
    @pytest.mark.parametrize(
        ("field", "changes"),
        [
            ("key", {"key": "Not A Key"}),
            ("name", {"name": "  "}),
            ("tool", {"way": proctoring.Way.LTI}),
            ("address", {"address": "javascript:x"}),
            ("policy.second_above", {"policy": {"second_above": 7}}),
        ],
    )
    def test_is_refused_by_the_field_that_makes_no_sense(
        self, now: datetime, field: str, changes: dict[str, object]
    ) -> None:
        told = {"key": "w", "name": "W", "way": proctoring.Way.REST, "address": "https://w.example"}

        with pytest.raises(proctoring.VendorRefused) as refused:
            add_vendor(STAFF, proctoring.NewVendor(**{**told, **changes}), now=now)

        assert refused.value.values["field"] == field

    def test_gives_a_key_once(self, now: datetime) -> None:
        null_vendor()

        with pytest.raises(proctoring.VendorTaken):
            null_vendor()

    def test_is_for_staff_of_the_service(self, now: datetime) -> None:
        teacher = Caller("person:1", frozenset({Role.TEACHER}), make.course(now))
        new = proctoring.NewVendor(key="n", name="N", way=proctoring.Way.NULL)

        with pytest.raises(ActRefused):
            add_vendor(teacher, new, now=now)

    def test_keeps_the_key_that_exams_name(self, now: datetime) -> None:
        vendor = null_vendor()
        new = proctoring.NewVendor(key="other", name="Other", way=proctoring.Way.NULL)

        with pytest.raises(proctoring.VendorRefused):
            edit_vendor(STAFF, vendor.key, new, now=now)

    def test_of_a_tool_makes_it_a_vendor_once(self, now: datetime) -> None:
        guard = lti_vendor()

        assert proctoring.vendor_of_tool(guard.tool, by="x", now=now) == guard.vendor


class TestTheOffer:
    def test_leaves_out_what_is_off_or_for_other_units(self, now: datetime) -> None:
        course, ours = make.course(now), null_vendor()
        teacher = Caller("person:1", frozenset({Role.TEACHER}), course)
        physics = null_vendor(key="physics", name="Physics' own", units=["Physics"])
        off = null_vendor(key="off", name="Off")
        proctoring.switch_vendor(off, on=False, by="x", now=now)
        elsewhere = choose_vendor.vendors_for(teacher, course)

        department = Unit.objects.create(name="Physics")
        course.unit = Unit.objects.create(name="Optics", parent=department)

        assert elsewhere == [ours]
        assert choose_vendor.vendors_for(teacher, course) == [ours, physics]


class TestAnotherVendorForACourse:
    def test_takes_over_new_attempts_and_leaves_the_rest(self, now: datetime) -> None:
        course, old, new = make.course(now), lti_vendor(), null_vendor()
        exam = make.exam(course, now=now, vendor=old.vendor.reference)
        timed = make.exam(course, now=now, slug="timed")
        running = make.started(exam, make.person(course), now=now)
        ada = make.person(course, "Ada")
        exams.accommodate(
            ada, exam, exams.Allowance(minutes=30), by=make.STAFF, reason="agreed", now=now
        )
        teacher = Caller("person:1", frozenset({Role.TEACHER}), course)

        chosen = choose_vendor.choose_vendor(teacher, course, new.key, for_exams=True, now=now)

        exam.refresh_from_db()
        running.refresh_from_db()
        timed.refresh_from_db()
        assert [one.pk for one in chosen.changed] == [exam.pk]
        assert (exam.vendor, timed.vendor) == (new.reference, "")
        assert exams.common_terms_of(running).vendor == old.vendor.reference
        assert (running.state, chosen.running) == ("started", 1)
        assert exams.allowance_of(exam, ada.pk, now=now).minutes == 30
        assert exams.usual_of(course).vendor == new.reference

    def test_is_one_of_those_on_offer(self, now: datetime) -> None:
        course = make.course(now)
        teacher = Caller("person:1", frozenset({Role.TEACHER}), course)

        with pytest.raises(proctoring.NoSuchVendor):
            choose_vendor.choose_vendor(teacher, course, "nobody", for_exams=False, now=now)


class TestOnboarding:
    def verified(self, exam: exams.Exam, person: object, *, now: datetime) -> exams.Attempt:
        attempt = make.started(exam, person, now=now)
        follow_changes([exams.submit(attempt, by=make.LEARNER, now=now)], now=now)
        exams.review(attempt, exams.Finding.VERIFY, by=make.STAFF, reason="seen", now=now)
        return attempt

    def asked(self, exam: exams.Exam, person: object, *, now: datetime) -> tuple[bool, bool]:
        told = onboard.with_onboarding(exam, person, exams.Presented(), now=now)
        return bool(told.prerequisites), told.prerequisites <= told.held

    def test_is_asked_for_where_the_course_has_one_of_the_same_vendor(self, now: datetime) -> None:
        course, vendor = make.course(now), null_vendor()
        final = make.exam(course, now=now, vendor=vendor.reference)
        person = make.person(course)
        before = self.asked(final, person, now=now)
        kind = exams.Kind.ONBOARDING
        first = make.exam(course, now=now, slug="first", kind=kind, vendor=vendor.reference)
        without = self.asked(final, person, now=now)

        self.verified(first, person, now=now)

        assert (before[0], without) == (False, (True, False))
        assert self.asked(final, person, now=now + HOUR) == (True, True)

    def test_holds_in_other_courses_of_the_same_vendor_for_its_time(self, now: datetime) -> None:
        here, vendor, kind = make.course(now), null_vendor(), exams.Kind.ONBOARDING
        person = make.person(here)
        there = make.course(now)
        there.deployment = here.deployment
        there.save()
        elsewhere = make.exam(there, now=now, slug="a", kind=kind, vendor=vendor.reference)
        make.exam(here, now=now, slug="b", kind=kind, vendor=vendor.reference)
        final = make.exam(here, now=now, vendor=vendor.reference)

        self.verified(elsewhere, person, now=now)

        assert self.asked(final, person, now=now + timedelta(days=364)) == (True, True)
        assert self.asked(final, person, now=now + timedelta(days=366)) == (True, False)

    def test_stays_with_who_let_them_in_when_the_course_changes_its_vendor(
        self, now: datetime
    ) -> None:
        course, old, new = make.course(now), lti_vendor().vendor, null_vendor()
        kind, person = exams.Kind.ONBOARDING, make.person(course)
        first = make.exam(course, now=now, slug="first", kind=kind, vendor=old.reference)
        attempt = self.verified(first, person, now=now)
        session = proctoring.open_session(attempt, old, launch_key="x", now=now).session
        proctoring.note_admitted(session, proctoring.Seen(), now=now)
        first.vendor = new.reference
        first.save()

        held = [
            proctoring.verified_onboarding(person, vendor=one.reference, since=now - HOUR)
            for one in (old, new)
        ]

        assert held == [attempt, None]

    def test_of_another_vendor_asks_nothing(self, now: datetime) -> None:
        course, vendor, other = make.course(now), null_vendor(), lti_vendor().vendor
        kind = exams.Kind.ONBOARDING
        make.exam(course, now=now, slug="first", kind=kind, vendor=other.reference)
        final = make.exam(course, now=now, vendor=vendor.reference)

        assert self.asked(final, make.person(course), now=now) == (False, True)
