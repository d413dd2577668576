"""Lists that are printed, downloaded and handed over."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone, translation

from lti_exams.accounts.api import User
from lti_exams.audit import api as audit
from lti_exams.qualifications import api as qualifications
from tests.factories.deciding import decide, export
from tests.factories.pages import text_of

pytestmark = pytest.mark.django_db


class TestAListThatLeavesTheHouse:
    @pytest.fixture
    def listed(self, teacher):
        self.ada, self.ben = teacher.learner("Ada Alder"), teacher.learner("Ben Birch")
        export(decide(teacher.course, self.ada, now=timezone.now()), now=timezone.now())
        return decide(teacher.course, self.ada, self.ben, now=timezone.now())

    def test_shows_only_what_changed_since_the_export(self, teacher, listed) -> None:
        told = text_of(teacher.see(f"qualification/statuses/{listed.pk}/export"))

        assert "Ben Birch not qualified qualified" in told
        assert "The whole list as CSV , JSON , XLSX" in told
        assert "Ada Alder not" not in told

    @pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
    def test_is_downloaded(self, teacher, listed, form) -> None:
        answer = teacher.see(f"qualification/statuses/{listed.pk}/file.{form}")

        assert answer["Content-Disposition"].endswith(f'.{form}"')

    @pytest.mark.parametrize(
        ("page", "action"),
        [
            ("", "list-seen"),
            ("print", "list-printed"),
            ("file.csv", "list-downloaded"),
        ],
    )
    def test_is_read_by_nobody_unseen(self, teacher, listed, page, action) -> None:
        teacher.see(f"qualification/statuses/{listed.pk}/{page}")

        entry = audit.entries_about(f"course:{teacher.course.pk}").first()
        assert (entry.action, entry.after["status"]) == (action, listed.pk)
        assert entry.actor.startswith("person:")

    def test_has_no_other_form(self, teacher, listed) -> None:
        answer = teacher.see(f"qualification/statuses/{listed.pk}/file.doc")

        assert answer.status_code == 404

    def test_is_not_handed_over_by_a_teacher(self, teacher, listed) -> None:
        address = f"qualification/statuses/{listed.pk}/hand-over"

        assert teacher.do(address, target="registry", form="csv").status_code == 403

    @pytest.mark.parametrize("order", ["family-name", "name", "user-id", "height"])
    def test_is_printed_with_who_qualifies_and_who_does_not_apart(
        self, teacher, order, listed
    ) -> None:
        told = text_of(teacher.see(f"qualification/statuses/{listed.pk}/print?order={order}"))

        assert told.index("Qualified (2)") < told.index("Ada Alder") < told.index("Not qualified (")
        assert "Made for Grace Teacher on" in told


class TestAPrintedPage:
    @pytest.mark.parametrize(
        ("order", "subs"),
        [
            ("family-name", "c b d a"),
            ("name", "c b a d"),
            ("user-id", "a b c d"),
            ("height", "c b d a"),
        ],
    )
    def test_is_sorted_as_asked_with_what_is_blank_at_the_end(self, teacher, order, subs) -> None:
        # One has only a full name, and one only a family name.
        names = {
            "a": ("Zoe", ""),
            "b": ("Ben Birch", "Birch"),
            "c": ("Ada", "Alder"),
            "d": ("", "Y"),
        }
        for sub, (name, family) in names.items():
            one = teacher.learner(name)
            one.sub, one.family_name = f"id-{sub}", family
            one.save()
        listed = decide(teacher.course, now=timezone.now())

        told = text_of(teacher.see(f"qualification/statuses/{listed.pk}/print?order={order}"))

        assert re.findall(r"id-(\w)", told) == subs.split()
        assert told.count("☐") == 4

    def test_runs_from_right_to_left_where_people_write_so(self, teacher, listed_now) -> None:
        content = qualifications.whole(listed_now)

        with translation.override("ar"):
            html = render_to_string("web/records/print.html", {"content": content, "lists": {}})

        assert 'dir="rtl"' in html


@pytest.fixture
def listed_now(teacher):
    teacher.learner()
    return decide(teacher.course, now=timezone.now())


@pytest.mark.parametrize(
    "model",
    [
        *("rosters/roster", "results/column", "results/result", "results/import"),
        *("qualifications/export", "accounts/unit", "accounts/unitstaff", "launches/term"),
    ],
)
def test_djangos_own_pages_show_every_table(teacher, listed_now, model) -> None:
    export(listed_now, now=timezone.now())
    client = Client()
    client.force_login(User.objects.create_superuser("root", password="a long phrase"))

    assert client.get(f"/staff/admin/{model}/").status_code == 200
    if model.partition("/")[0] in ("rosters", "results", "qualifications"):
        assert client.get(f"/staff/admin/{model}/add/").status_code == 403
