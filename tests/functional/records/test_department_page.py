"""The department's pages, for those who look after it and for nobody else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lti_exams.accounts.api import Unit, UnitStaff, User
from lti_exams.audit import api as audit
from lti_exams.launches import api as launches
from lti_exams.outbox import api as outbox
from lti_exams.qualifications import api as qualifications
from tests.factories import exams as make
from tests.factories.deciding import decide
from tests.factories.pages import OURS, text_of

pytestmark = pytest.mark.django_db
PAGE = "/staff/department/"


def signed_in(name: str, *, unit: Unit | None = None, **about: object) -> Client:
    user = User.objects.create_user(name, password="a long phrase", **about)
    if unit is not None:
        UnitStaff.objects.create(user=user, unit=unit)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def biology() -> Unit:
    return Unit.objects.create(name="Biology")


@pytest.fixture
def botany(biology: Unit) -> launches.Course:
    course = make.course(timezone.now())
    course.unit = biology
    course.save()
    make.person(course, "Ada Alder")
    return course


@pytest.fixture
def dean(biology: Unit) -> Client:
    return signed_in("dean", unit=biology)


def tied(course: launches.Course, *, days: int) -> qualifications.DeadlineTag:
    made = qualifications.DeadlineTag.objects.create(
        timestamp=timezone.now() + timedelta(days=days), tag="spring"
    )
    qualifications.PeriodTag.objects.create(deadlinetag=made, period=course)
    return made


class TestTheDepartment:
    def test_sees_its_courses_and_how_they_stand(self, dean, botany) -> None:
        tied(botany, days=-1)
        make.course(timezone.now(), "Zoology")

        told = text_of(dean.get(PAGE))

        assert "Late 1" in told
        assert "Botany" in told
        assert "Zoology" not in told
        assert "Units" not in told

    def test_is_sorted_by_the_staff_of_the_service(self, botany) -> None:
        staff = signed_in("root", is_staff=True, is_superuser=True)
        unit = Unit.objects.create(name="Physics")

        page = staff.get(PAGE).content.decode()
        staff.post(f"{PAGE}act", {"act": "sort", "unit": unit.pk, "course": [botany.pk]})

        assert "/staff/admin/accounts/unit/" in page
        botany.refresh_from_db()
        assert botany.unit == unit

    def test_makes_a_deadline_and_holds_courses_to_it(self, dean, botany) -> None:
        typed = {"timestamp": "2190-01-01T12:00", "zone": "Europe/Oslo", "tag": "winter"}
        dean.post(f"{PAGE}deadlines", typed)
        tag = qualifications.DeadlineTag.objects.get()

        dean.post(f"{PAGE}act", {"act": "tie", "deadline": tag.pk, "course": [botany.pk]})

        assert tag.timestamp.hour == 11
        assert botany.deadline.deadlinetag == tag

    def test_holds_courses_to_none_only_when_it_says_so(self, dean, botany) -> None:
        tied(botany, days=3)
        unchosen = dean.post(f"{PAGE}act", {"act": "tie", "deadline": "", "course": [botany.pk]})

        assert "Choose a deadline" in text_of(unchosen)
        assert qualifications.PeriodTag.objects.exists()
        dean.post(f"{PAGE}act", {"act": "untie", "course": [botany.pk]})
        assert not qualifications.PeriodTag.objects.exists()

    def test_takes_away_a_deadline_that_was_made_by_mistake(self, dean, botany) -> None:
        tag = tied(botany, days=3)
        assert "Remove, and free 1 course" in text_of(dean.get(PAGE))

        done = dean.post(f"{PAGE}deadlines/{tag.pk}/remove", follow=True)

        assert "The deadline was removed. 1 course has no deadline now." in text_of(done)
        assert not qualifications.DeadlineTag.objects.exists()
        assert audit.Entry.objects.filter(action="deadline-removed").exists()
        assert dean.post(f"{PAGE}deadlines/{tag.pk}/remove").status_code == 404

    def test_leaves_a_deadline_that_other_departments_use(self, dean, botany) -> None:
        tag = tied(botany, days=3)
        others = make.course(timezone.now(), "Zoology")
        qualifications.PeriodTag.objects.create(deadlinetag=tag, period=others)

        refused = dean.post(f"{PAGE}deadlines/{tag.pk}/remove")

        assert refused.status_code == 409
        assert qualifications.PeriodTag.objects.count() == 2

    def test_finds_what_is_late_above_what_has_no_deadline(self, dean, biology, botany) -> None:
        free = make.course(timezone.now(), "Algae")
        launches.Course.objects.filter(pk=free.pk).update(unit=biology)
        tied(botany, days=-1)

        told = text_of(dean.get(PAGE))

        assert told.index("Botany") < told.index("Algae")

    def test_writes_to_the_teachers_of_late_courses(self, dean, botany) -> None:
        tied(botany, days=-1)
        grace = make.person(botany, "Grace Gorse")
        launches.Person.objects.filter(pk=grace.pk).update(email="grace@example.org")
        botany.memberships.filter(person=grace).update(roles=["Instructor"])

        done = dean.post(f"{PAGE}act", {"act": "remind", "course": [botany.pk]}, follow=True)

        assert "1 letter is on its way" in text_of(done)
        assert outbox.Message.objects.get().payload["to"] == "grace@example.org"

    def test_sees_what_a_deadline_has_told_by_itself(self, dean, botany, now) -> None:
        tied(botany, days=-1)
        qualifications.PeriodTag.objects.update(told="late", told_at=now)

        assert "Teachers told on" in text_of(dean.get(PAGE))

    @pytest.mark.parametrize(
        ("path", "typed"),
        [
            ("act", {"act": "tie"}),
            ("act", {"act": "dance", "course": [1]}),
            ("act", {"act": "sort", "course": [1]}),
            ("act", {"act": "sort", "course": [1], "unit": 999}),
            ("deadlines", {"timestamp": "", "zone": "UTC"}),
            ("deadlines", {"timestamp": "2190-01-01T12:00", "zone": "Mars"}),
            ("deadlines", {"timestamp": "9999-12-31T23:59", "zone": "Etc/GMT+12"}),
            ("deadlines", {"timestamp": "0001-01-01T00:00", "zone": "Pacific/Kiritimati"}),
            ("deadlines", {"timestamp": "2190-01-01T12:00", "zone": "UTC", "tag": "x" * 31}),
        ],
    )
    def test_is_told_what_cannot_be_taken(self, dean, botany, path, typed) -> None:
        assert dean.post(f"{PAGE}{path}", typed).status_code == 422

    @pytest.mark.parametrize(
        "query", ["?term=x", "?stand=happy&unit=-1", "?page=99", "?search=%00"]
    )
    def test_is_shown_something_whatever_is_asked(self, dean, botany, query) -> None:
        assert dean.get(PAGE + query).status_code == 200

    def test_hands_a_list_over(self, dean, botany) -> None:
        status = decide(botany, now=timezone.now())
        address = f"/staff/courses/{botany.pk}/qualification/statuses/{status.pk}/"

        got = dean.post(f"{address}hand-over", {"target": "registry", "form": "csv"}, headers=OURS)

        assert got["Content-Disposition"].startswith("attachment")
        assert "registry" in text_of(dean.get(f"{address}export"))
        assert dean.post(f"{address}hand-over", {"target": "A B"}, headers=OURS).status_code == 422

    def test_comes_to_its_page_by_signing_in(self, dean) -> None:
        typed = {"username": "dean", "password": "a long phrase"}

        assert Client().post("/staff/sign-in", typed)["Location"] == PAGE


OF_A_COURSE = [
    *("roster/", "results/", "results/export.csv", "qualification/statuses/{s}/export"),
    *("qualification/statuses/{s}/print", "qualification/statuses/{s}/file.json"),
]


@pytest.mark.parametrize(
    ("who", "page", "course"),
    [
        ("department", 200, 200),
        ("other department", 200, 404),
        ("service staff", 200, 200),
        ("superuser", 200, 200),
        ("signed in, no staff", 403, 404),
        ("nobody", 302, 302),
    ],
)
def test_everybody_reaches_what_is_theirs(botany, biology, who, page, course) -> None:
    status = decide(botany, now=timezone.now())
    elsewhere = Unit.objects.create(name="Elsewhere")
    client = {
        "department": lambda: signed_in("a", unit=biology),
        "other department": lambda: signed_in("b", unit=elsewhere),
        "service staff": lambda: signed_in("c", is_staff=True),
        "superuser": lambda: signed_in("d", is_staff=True, is_superuser=True),
        "signed in, no staff": lambda: signed_in("e"),
        "nobody": Client,
    }[who]()
    under = f"/staff/courses/{botany.pk}/"

    told = {path: client.get(under + path.format(s=status.pk)).status_code for path in OF_A_COURSE}

    assert client.get(PAGE).status_code == page
    assert told == dict.fromkeys(OF_A_COURSE, course)
    acted = client.post(f"{PAGE}act", {"act": "untie", "course": [botany.pk]}).status_code
    assert acted == {200: 302, 404: 404 if page == 200 else 403, 302: 302}[course]
