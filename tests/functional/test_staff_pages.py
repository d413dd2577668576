from datetime import datetime

import pytest
from django.test import Client

from lti_exams.accounts.api import User
from lti_exams.audit import api as audit
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.platforms import api as platforms
from lti_exams.trust import api as trust
from tests.factories.lms import Lms
from tests.factories.platforms import registered

pytestmark = pytest.mark.django_db

TYPED = {
    "name": "Riverside University",
    "issuer": "https://lms.example",
    "client_id": "client-1",
    "auth_url": "https://lms.example/auth",
    "token_url": "https://lms.example/token",
    "jwks_url": "https://lms.example/jwks",
    "deployments": "1\n2\n",
}


@pytest.fixture
def staff() -> Client:
    """A browser in which a member of staff has signed in."""
    user = User.objects.create_user("staff", password="a long phrase", is_staff=True)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def platform(now: datetime) -> platforms.Platform:
    return registered(now, deployments=("1",))


def _meet(platform: platforms.Platform, deployment_id: str, now: datetime) -> None:
    with pytest.raises(LtiExamsError):
        platforms.meet_deployment(platform, deployment_id, now=now)


class TestAStaffPage:
    PAGES = ("", "platforms", "platforms/add", "platforms/1", "invitations")

    @pytest.mark.parametrize("page", PAGES)
    def test_sends_a_stranger_to_sign_in(self, client: Client, page: str) -> None:
        response = client.get(f"/staff/{page}")

        assert response.status_code == 302
        assert response["Location"].startswith("/staff/sign-in?next=")

    @pytest.mark.parametrize("page", PAGES)
    def test_is_closed_to_those_who_are_not_staff(self, client: Client, page: str) -> None:
        client.force_login(User.objects.create_user("teacher"))

        assert client.get(f"/staff/{page}").status_code == 403

    def test_is_kept_by_no_cache_and_shown_in_no_frame(self, staff: Client) -> None:
        response = staff.get("/staff/")

        assert "no-store" in response["Cache-Control"]
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"]

    def test_of_an_lms_that_does_not_exist_says_so(self, staff: Client) -> None:
        assert staff.get("/staff/platforms/999").status_code == 404


class TestRegisteringAnLms:
    def test_leads_to_the_values_for_its_administrator(self, staff: Client) -> None:
        response = staff.post("/staff/platforms/add", TYPED)

        platform = platforms.Platform.objects.get()
        assert response["Location"] == f"/staff/platforms/{platform.pk}/sheet"
        page = staff.get(response["Location"]).content.decode()
        assert f"http://testserver/lti/jwks/{platform.pk}<" in page
        assert [d.deployment_id for d in platforms.deployments_of(platform)] == ["1", "2"]

    def test_says_beside_the_field_what_is_wrong_with_it(self, staff: Client) -> None:
        page = staff.post("/staff/platforms/add", {**TYPED, "token_url": "lms.example"})

        assert list(page.context["form"].errors) == ["token_url"]
        assert 'href="#id_token_url"' in page.content.decode()

    def test_of_one_that_is_known_says_so_and_keeps_what_was_typed(
        self, staff: Client, platform: platforms.Platform
    ) -> None:
        page = staff.post("/staff/platforms/add", TYPED)

        assert page.context["form"].non_field_errors()
        assert 'value="Riverside University"' in page.content.decode()


class TestWhatWaits:
    def test_is_shown_on_the_first_page(
        self, staff: Client, platform: platforms.Platform, now: datetime
    ) -> None:
        _meet(platform, "new-deployment", now)

        assert "new-deployment" in staff.get("/staff/").content.decode()

    def test_is_approved_with_one_button(
        self, staff: Client, platform: platforms.Platform, now: datetime
    ) -> None:
        _meet(platform, "new", now)
        (waiting,) = platforms.waiting_deployments()

        staff.post(f"/staff/deployments/{waiting.pk}/decide", {"act": "approve"})

        assert platforms.meet_deployment(platform, "new", now=now).status == "active"


class TestDecidingAboutAnLms:
    def test_switches_it_off(self, staff: Client, platform: platforms.Platform) -> None:
        staff.post(f"/staff/platforms/{platform.pk}/decide", {"act": "disable"})

        platform.refresh_from_db()
        assert platform.status == "disabled"

    @pytest.mark.parametrize("act", ["approve", "explode", ""])
    def test_refuses_what_makes_no_sense(
        self, staff: Client, platform: platforms.Platform, act: str
    ) -> None:
        response = staff.post(f"/staff/platforms/{platform.pk}/decide", {"act": act})

        assert response.status_code == 409

    def test_is_never_done_by_a_link(self, staff: Client, platform: platforms.Platform) -> None:
        assert staff.get(f"/staff/platforms/{platform.pk}/decide").status_code == 405

    def test_is_never_done_by_a_form_from_elsewhere(self, platform: platforms.Platform) -> None:
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(User.objects.create_user("staff", is_staff=True))

        response = strict.post(f"/staff/platforms/{platform.pk}/decide", {"act": "disable"})

        assert response.status_code == 403

    def test_is_written_down_with_who_did_it(
        self, staff: Client, platform: platforms.Platform
    ) -> None:
        staff.post(f"/staff/platforms/{platform.pk}/decide", {"act": "disable"})

        entry = audit.entries_about(platform.key_owner)[0]
        assert (entry.action, entry.before, entry.after) == (
            "platform.disable",
            {"status": "active"},
            {"status": "disabled"},
        )
        assert entry.actor.startswith("staff:")

    @pytest.mark.parametrize(("policy", "status"), [("auto", 302), ("both", 409)])
    def test_chooses_what_happens_to_new_deployments(
        self, staff: Client, platform: platforms.Platform, policy: str, status: int
    ) -> None:
        response = staff.post(f"/staff/platforms/{platform.pk}/welcome", {"policy": policy})

        assert response.status_code == status


class TestTheHostsOfAnLms:
    def test_can_be_added_and_removed(self, staff: Client, platform: platforms.Platform) -> None:
        page, origin = f"/staff/platforms/{platform.pk}/origins", "https://school.example"

        staff.post(f"{page}/add", {"origin": f"{origin}/courses"})
        assert origin in platforms.by_id(platform.pk).origins

        staff.post(f"{page}/remove", {"origin": origin})
        assert origin not in platforms.by_id(platform.pk).origins

    def test_that_launches_name_are_offered_until_they_are_added(
        self, staff: Client, lms: Lms, browser: Client
    ) -> None:
        services = {"context_memberships_url": "https://school.example/members"}
        lms.launch(
            browser, **{"https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice": services}
        )
        assert lms.platform
        page = f"/staff/platforms/{lms.platform.pk}"

        assert 'value="https://school.example"' in staff.get(page).content.decode()

        staff.post(f"{page}/origins/add", {"origin": "https://school.example"})
        bound = platforms.by_id(lms.platform.pk)
        assert "https://school.example" in bound.origins
        assert bound.met_origins == []

    def test_are_refused_when_they_are_none(
        self, staff: Client, platform: platforms.Platform
    ) -> None:
        page = staff.post(
            f"/staff/platforms/{platform.pk}/origins/add", {"origin": "school.example"}
        )

        assert page.context["form"].errors["origin"]


class TestKeysOfAnLms:
    def test_are_shown_without_their_private_halves(
        self, staff: Client, platform: platforms.Platform
    ) -> None:
        page = staff.get(f"/staff/platforms/{platform.pk}").content.decode()

        assert trust.key_pairs_of(platform.key_owner)[0].kid[:10] in page
        assert "PRIVATE KEY" not in page

    def test_can_be_made_anew(self, staff: Client, platform: platforms.Platform) -> None:
        staff.post(f"/staff/platforms/{platform.pk}/rotate")

        assert len(trust.key_pairs_of(platform.key_owner)) == 2


class TestAnInvitation:
    def test_is_shown_once(self, staff: Client) -> None:
        made = staff.post("/staff/invitations", {"label": "Riverside", "days": "7"})

        address = made.context["address"]
        assert address in made.content.decode()
        assert address not in staff.get("/staff/invitations").content.decode()

    def test_needs_to_say_for_whom_it_is(self, staff: Client) -> None:
        page = staff.post("/staff/invitations", {"label": "", "days": "7"})

        assert page.context["form"].errors["label"]
        assert not platforms.invitations()

    def test_can_be_withdrawn(self, staff: Client) -> None:
        staff.post("/staff/invitations", {"label": "Riverside", "days": "7"})
        invitation = platforms.invitations()[0]

        staff.post(f"/staff/invitations/{invitation.pk}/withdraw")

        assert "Over" in staff.get("/staff/invitations").content.decode()
