import pytest
from django.utils import timezone

from lti_exams.exams import api as exams
from lti_exams.grades import api as grades
from lti_exams.journeys.place_link import place_link
from lti_exams.journeys.placements import PlacementKind
from lti_exams.launches import api as launches
from tests.factories import exams as make
from tests.factories.exams import LEARNER
from tests.factories.lms import Lms
from tests.factories.teaching import Teacher

pytestmark = pytest.mark.django_db


@pytest.fixture
def teacher(lms: Lms) -> Teacher:
    return Teacher.of(lms)


def placed(teacher: Teacher, exam: exams.Exam) -> launches.Link:
    """Let the link through which the teacher came open an exam."""
    launch = launches.Launch.objects.get(key=teacher.page.split("/")[2])
    place_link(launch, kind=PlacementKind.EXAM, key=str(exam.pk), now=timezone.now())
    assert launch.link is not None
    return launch.link


def told(link: launches.Link) -> dict[str, bool]:
    """Return who has an outcome through a link, and whether it tells anything."""
    return {str(one.person): one.tells is not None for one in grades.outcomes_told_by(link)}


class TestALinkThatIsPlacedAfterTheExamWasSat:
    def test_tells_of_everybody_who_sat_it(self, teacher: Teacher) -> None:
        exam = teacher.exam()
        for name in ("Ada", "Boole"):
            exams.submit(teacher.started(exam, name), by=LEARNER, now=timezone.now())

        link = placed(teacher, exam)

        assert told(link) == {"Ada": True, "Boole": True}

    def test_tells_nothing_of_what_runs_or_was_rehearsed(self, teacher: Teacher) -> None:
        exam, rehearsal = teacher.exam(), exams.Purpose.REHEARSAL
        teacher.started(exam, "Ada")
        tried = make.attempt(exam, teacher.learner("Boole"), now=timezone.now(), purpose=rehearsal)
        exams.start(tried, by=LEARNER, now=timezone.now())
        exams.submit(tried, by=LEARNER, now=timezone.now())

        assert not any(told(placed(teacher, exam)).values())

    def test_tells_of_no_other_exam(self, teacher: Teacher) -> None:
        exam, other = teacher.exam(), teacher.exam(slug="other")
        exams.submit(teacher.started(other, "Ada"), by=LEARNER, now=timezone.now())

        assert told(placed(teacher, exam)) == {}

    def test_tells_nothing_anew_when_it_is_placed_again(self, teacher: Teacher) -> None:
        exam = teacher.exam()
        exams.submit(teacher.started(exam), by=LEARNER, now=timezone.now())
        link = placed(teacher, exam)
        before = grades.outcomes_told_by(link).get().version

        placed(teacher, exam)

        assert grades.outcomes_told_by(link).get().version == before
