"""Staff register tools, decide about them, and invite some to register themselves."""

import json
import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from lti_exams.accounts.api import User
from lti_exams.audit import api as audit
from lti_exams.tools import api as tools
from lti_exams.trust import api as trust
from tests.factories.lms import jwk_of, rsa_key
from tests.factories.pages import text_of
from tests.factories.tools import FakeTool

pytestmark = pytest.mark.django_db

TYPED = {
    "kind": "proctoring",
    "name": "Hawkeye",
    "login_url": "https://vendor.example/login",
    "launch_url": "https://vendor.example/launch",
    "jwks_url": "https://vendor.example/jwks",
}


@pytest.fixture
def staff() -> Client:
    user = User.objects.create_user("staff", password="a long phrase", is_staff=True)
    client = Client()
    client.force_login(user)
    return client


class TestAStaffPage:
    PAGES = ("tools", "tools/add", "tools/1", "tools/1/edit", "tools/invitations")

    @pytest.mark.parametrize("page", PAGES)
    def test_sends_a_stranger_to_sign_in(self, client: Client, page: str) -> None:
        assert client.get(f"/staff/{page}")["Location"].startswith("/staff/sign-in?next=")

    @pytest.mark.parametrize("page", PAGES)
    def test_is_closed_to_those_who_are_not_staff(self, client: Client, page: str) -> None:
        client.force_login(User.objects.create_user("teacher"))

        assert client.get(f"/staff/{page}").status_code == 403

    @pytest.mark.parametrize("page", ["tools/999", "tools/999/edit"])
    def test_of_no_tool_says_so(self, staff: Client, page: str) -> None:
        assert staff.get(f"/staff/{page}").status_code == 404


class TestRegisteringATool:
    def test_leads_to_the_values_for_its_maker(self, staff: Client) -> None:
        page = text_of(staff.post("/staff/tools/add", TYPED, follow=True))

        tool = tools.Tool.objects.get()
        assert all(value in page for value in tools.sheet(tool).values())
        assert (tool.is_active, tool.told) == (True, [])
        assert audit.entries_about(tool.key).get().actor.startswith("staff:")

    def test_takes_everything_that_is_known_of_it(self, staff: Client) -> None:
        more = {
            "redirect_uris": "https://vendor.example/a\nhttps://vendor.example/b",
            "custom": "room=A\npaper=algebra",
            "told": ["name", "locale"],
            "units": "Mathematics\n",
            "support_phone": "+49 30 1234",
            "email_text_rejected": "Talk to us.",
            "deletion_email": "privacy@vendor.example",
        }
        staff.post("/staff/tools/add", {**TYPED, **more})

        tool = tools.Tool.objects.get()
        assert tool.redirect_uris == ["https://vendor.example/a", "https://vendor.example/b"]
        assert tool.custom == {"room": "A", "paper": "algebra"}
        assert (tool.told, tool.units) == (["name", "locale"], ["Mathematics"])
        assert tool.email_texts == {"rejected": "Talk to us."}
        assert tool.deletion_email == "privacy@vendor.example"

    def test_takes_pasted_keys(self, staff: Client) -> None:
        keys = json.dumps({"keys": [jwk_of(rsa_key("vendor"), "kid-1")]})

        staff.post("/staff/tools/add", {**TYPED, "jwks_url": "", "public_key": keys})

        assert tools.Tool.objects.get().key_set.document == json.loads(keys)

    @pytest.mark.parametrize(
        "changes",
        [
            {"name": ""},
            {"kind": ""},
            {"login_url": "vendor.example"},
            {"jwks_url": ""},
            {"custom": "no value"},
            {"told": ["shoe size"]},
            {"jwks_url": "", "public_key": "-----BEGIN PUBLIC KEY-----\nx"},
        ],
    )
    def test_says_what_is_wrong_and_stores_nothing(self, staff: Client, changes: dict) -> None:
        answer = staff.post("/staff/tools/add", {**TYPED, **changes})

        assert (answer.status_code, "There is a problem" in text_of(answer)) == (422, True)
        assert not tools.Tool.objects.exists()


class TestChangingATool:
    def test_keeps_what_was_not_touched(self, staff: Client) -> None:
        staff.post("/staff/tools/add", {**TYPED, "custom": "room=A", "told": ["name"]})
        tool = tools.Tool.objects.get()
        form = staff.get(f"/staff/tools/{tool.pk}/edit").context["form"].initial

        staff.post(f"/staff/tools/{tool.pk}/edit", {**form, "name": "Eagle"})

        changed = tools.Tool.objects.get()
        assert (changed.name, changed.custom, changed.told) == ("Eagle", {"room": "A"}, ["name"])
        assert changed.client_id == tool.client_id
        assert audit.entries_about(tool.key)[0].after == {"name": "Eagle"}

    def test_asks_another_address_for_its_keys(self, staff: Client) -> None:
        staff.post("/staff/tools/add", TYPED)
        tool = tools.Tool.objects.get()

        staff.post(
            f"/staff/tools/{tool.pk}/edit", {**TYPED, "jwks_url": "https://vendor.example/new"}
        )

        assert trust.KeySet.objects.get(pk=tool.key_set_id).url == "https://vendor.example/new"

    def test_keeps_keys_that_were_pasted(self, staff: Client) -> None:
        tool = FakeTool.registered().tool

        staff.post(f"/staff/tools/{tool.pk}/edit", {**TYPED, "jwks_url": "", "name": "Eagle"})

        changed = tools.by_id(tool.pk)
        assert (changed.name, changed.key_set.document) == ("Eagle", tool.key_set.document)


class TestDeciding:
    def test_switches_a_tool_off_and_on(self, staff: Client) -> None:
        tool = FakeTool.registered().tool

        staff.post(f"/staff/tools/{tool.pk}/decide", {"act": "deactivate"})
        was_off = tools.by_id(tool.pk).is_active is False
        staff.post(f"/staff/tools/{tool.pk}/decide", {"act": "activate"})

        assert (was_off, tools.by_id(tool.pk).is_active) == (True, True)

    def test_refuses_what_nobody_can_do(self, staff: Client) -> None:
        tool = FakeTool.registered().tool

        assert staff.post(f"/staff/tools/{tool.pk}/decide", {"act": "x"}).status_code == 422

    def test_makes_a_new_key(self, staff: Client, client: Client) -> None:
        before = len(client.get("/tools/jwks").json()["keys"])

        staff.post("/staff/tools/rotate")

        assert len(client.get("/tools/jwks").json()["keys"]) == before + 1


class TestAnInvitation:
    def test_opens_the_registration_of_the_tool(self, staff: Client) -> None:
        typed = {
            "kind": "proctoring",
            "label": "Hawkeye",
            "registration_url": "https://vendor.example/register?tenant=1",
        }

        page = staff.post("/staff/tools/invitations", typed).content.decode()

        address = unescape(re.search(r'role="button" href="([^"]+)"', page)[1])  # type: ignore[index]
        told = parse_qs(urlsplit(address).query)
        assert address.startswith("https://vendor.example/register?tenant=1&")
        assert told["openid_configuration"] == [
            "http://testserver/tools/.well-known/openid-configuration"
        ]
        assert len(told["registration_token"][0]) >= 40

    def test_is_not_made_for_an_address_that_cannot_be(self, staff: Client) -> None:
        typed = {"kind": "proctoring", "label": "x", "registration_url": "javascript:alert(1)"}

        assert staff.post("/staff/tools/invitations", typed).status_code == 422

    def test_can_be_withdrawn(self, staff: Client) -> None:
        typed = {
            "kind": "proctoring",
            "label": "Hawkeye",
            "registration_url": "https://vendor.example/register",
        }
        staff.post("/staff/tools/invitations", typed)
        invitation = tools.Invitation.objects.get()

        staff.post(f"/staff/tools/invitations/{invitation.pk}/withdraw")

        assert "Over" in text_of(staff.get("/staff/tools/invitations"))


class TestTheAdmin:
    def test_shows_tools_and_none_of_their_secrets(self) -> None:
        root = User.objects.create_superuser("root", password="a long phrase")
        client, tool = Client(), FakeTool.registered().tool
        client.force_login(root)

        page = client.get(f"/staff/admin/tools/tool/{tool.pk}/change/").content.decode()

        assert tool.client_id in page
        assert tool.pseudonym_secret not in page
        assert f"/staff/tools/{tool.pk}" in page

    def test_leads_to_the_pages_that_add_tools_and_vendors(self) -> None:
        client = Client()
        client.force_login(User.objects.create_superuser("root", password="a long phrase"))

        led = [
            client.get(f"/staff/admin/{one}/add/")["Location"]
            for one in ("tools/tool", "proctoring/vendor")
        ]

        assert led == ["/staff/tools/add", "/staff/vendors/add"]
