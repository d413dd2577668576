import pytest

from lti_exams.exams import api as exams
from tests.factories.rest import Hall, by_launch

pytestmark = pytest.mark.django_db

BECAUSE = {"reason": "because"}


def _grant(hall: Hall, **told: object):
    return hall.teacher.post(f"{hall.of_course}/accommodations", {**BECAUSE, **told})


class TestAnAccommodation:
    def test_is_granted_by_the_name_that_the_lms_gives(self, hall: Hall) -> None:
        told = _grant(hall, sub="ada", minutes=30).json()

        assert (told["person"]["sub"], told["minutes"], told["exam"]) == ("ada", 30, None)

    def test_is_granted_by_our_own_key_for_one_exam(self, hall: Hall) -> None:
        told = _grant(hall, person=hall.learner.person.pk, exam=hall.exam.pk, percent=25).json()

        assert (told["exam"], told["exam_title"], told["percent"]) == (
            hall.exam.pk,
            "Final exam",
            25,
        )

    def test_takes_the_place_of_the_one_before(self, hall: Hall) -> None:
        _grant(hall, sub="ada", minutes=30)
        _grant(hall, sub="ada", minutes=10)

        told = hall.teacher.get(f"{hall.of_course}/accommodations").json()

        assert [one["minutes"] for one in told["results"]] == [10]

    def test_is_withdrawn_once(self, hall: Hall) -> None:
        key = _grant(hall, sub="ada", minutes=30).json()["id"]
        address = f"{hall.of_course}/accommodations/{key}/withdraw"

        first, second = (hall.teacher.post(address, BECAUSE).status_code for _ in range(2))

        assert (first, second) == (200, 404)

    @pytest.mark.parametrize(
        ("told", "field"),
        [
            ({"sub": "nobody", "minutes": 5}, "sub"),
            ({"person": 10**6, "minutes": 5}, "person"),
            ({"person": 2**63 - 1, "minutes": 5}, "person"),
            ({"minutes": 5}, "person"),
            ({"sub": "ada", "person": 1, "minutes": 5}, "person"),
            ({"sub": "ada"}, "minutes"),
            ({"sub": "ada", "minutes": 5, "percent": 5}, "percent"),
            ({"sub": "ada", "percent": 100_000}, "percent"),
            ({"sub": "ada", "due_at": "2027-01-01"}, "due_at"),
            ({"sub": "ada", "minutes": 5, "reason": ""}, "reason"),
        ],
    )
    def test_that_makes_no_sense_is_refused_by_the_name_of_its_field(
        self, hall: Hall, told: dict, field: str
    ) -> None:
        answer = _grant(hall, **told)

        assert (answer.status_code, answer.json()["field"]) == (422, field)

    def test_for_somebody_of_another_course_is_refused(self, hall: Hall) -> None:
        by_launch(hall.lms, "learner", sub="elsewhere", course="course-2")

        assert _grant(hall, sub="elsewhere", minutes=5).json()["field"] == "sub"


class TestManyAccommodations:
    def _grant(self, hall: Hall, *grants: dict):
        return hall.teacher.post(f"{hall.of_course}/accommodations/bulk", {"grants": grants})

    def test_are_granted_one_by_one_and_each_is_answered_for(self, hall: Hall) -> None:
        answer = self._grant(
            hall,
            {"sub": "ada", "minutes": 5, **BECAUSE},
            {"sub": "nobody", "minutes": 5, **BECAUSE},
            {"sub": "ada", "exam": 999, "minutes": 5, **BECAUSE},
            {"sub": "grace", "minuts": 5, **BECAUSE},
        )

        told = answer.json()
        assert (answer.status_code, told["granted"], told["refused"]) == (207, 1, 3)
        assert [(one["index"], one["status"]) for one in told["results"]] == [
            (0, 201),
            (1, 422),
            (2, 404),
            (3, 422),
        ]
        assert [one.get("field") for one in told["results"]] == [None, "sub", None, "minuts"]
        assert exams.Accommodation.objects.count() == 1

    def test_that_are_all_granted_are_plainly_answered(self, hall: Hall) -> None:
        assert self._grant(hall, {"sub": "ada", "minutes": 5, **BECAUSE}).status_code == 200

    def test_are_refused_where_there_are_none(self, hall: Hall) -> None:
        assert self._grant(hall).json()["field"] == "grants"


class TestMinutesForEveryone:
    def test_reach_who_is_in_progress_and_are_taken_back(self, hall: Hall) -> None:
        attempt = hall.come_in(start=True)

        given = hall.teacher.post(f"{hall.of_exam}/extensions", {"minutes": 5, **BECAUSE}).json()
        longer = hall.learner.get(f"attempts/{attempt['id']}").json()["deadline"]
        undone = hall.teacher.post(f"{hall.of_exam}/extensions/{given['id']}/undo", BECAUSE)
        again = hall.teacher.post(f"{hall.of_exam}/extensions/{given['id']}/undo", BECAUSE)

        assert (given["seconds"], given["reached"]) == (300, 1)
        assert longer > attempt["deadline"]
        assert (
            hall.learner.get(f"attempts/{attempt['id']}").json()["deadline"] == attempt["deadline"]
        )
        assert (undone.status_code, again.status_code) == (200, 404)

    @pytest.mark.parametrize("minutes", [0, -5, 10**6, "5", 2.5])
    def test_that_nobody_means_are_refused(self, hall: Hall, minutes: object) -> None:
        answer = hall.teacher.post(f"{hall.of_exam}/extensions", {"minutes": minutes, **BECAUSE})

        assert (answer.status_code, answer.json()["field"]) == (422, "minutes")
