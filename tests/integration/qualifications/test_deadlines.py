"""Deadline tags, and the courses that are held to them."""

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from lti_exams.launches import api as launches
from lti_exams.qualifications import api as qualifications
from tests.factories import exams as make


@pytest.mark.django_db
class TestADeadlineTag:
    @pytest.mark.parametrize("tag", [None, "", "x" * 30])
    def test_is_a_time_and_perhaps_a_name(self, now: datetime, tag: str | None) -> None:
        made = qualifications.DeadlineTag(timestamp=now, tag=tag)

        made.full_clean()
        made.save()

        assert str(made) == (tag or now.isoformat())

    def test_is_tied_to_many_courses_and_a_course_to_one(
        self, course: launches.Course, now: datetime
    ) -> None:
        tag = qualifications.DeadlineTag.objects.create(timestamp=now)
        for period in (course, make.course(now)):
            qualifications.PeriodTag.objects.create(deadlinetag=tag, period=period)

        assert tag.periodtags.count() == 2
        with pytest.raises(IntegrityError), transaction.atomic():
            qualifications.PeriodTag.objects.create(deadlinetag=tag, period=course)
