from datetime import datetime

import pytest

from lti_exams.accounts.api import User
from lti_exams.audit import api as audit
from lti_exams.journeys import approve_platform, rotate_keys
from lti_exams.journeys.register_platform import register_platform
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.platforms import api as platforms
from lti_exams.trust import api as trust
from tests.factories.platforms import new_registration, registered

pytestmark = pytest.mark.django_db


def _disabled(platform: platforms.Platform) -> None:
    platforms.move(platform, "disable")


class TestRegisteringByHand:
    def test_makes_a_registration_that_may_launch_with_a_key_of_its_own(
        self, now: datetime
    ) -> None:
        platform = registered(now)

        assert platform.is_active
        assert len(trust.public_keys(platform.key_owner, now=now)["keys"]) == 1

    def test_binds_the_origins_of_every_address_once(self, now: datetime) -> None:
        platform = registered(
            now,
            auth_url="https://sso.example/auth",
            token_url="https://LMS.example:443/token",
            more_origins=("https://school.example/courses",),
        )

        assert sorted(platform.origins) == [
            "https://lms.example",
            "https://school.example",
            "https://sso.example",
        ]

    def test_the_same_issuer_and_client_id_again_is_refused(self, now: datetime) -> None:
        registered(now)

        with pytest.raises(LtiExamsError) as refused:
            registered(now, name="Another")

        assert refused.value.refusal_code == "platform-already-known"

    def test_one_issuer_may_have_many_client_ids(self, now: datetime) -> None:
        registered(now)
        registered(now, client_id="client-2")

        assert platforms.find_for_login("https://lms.example", "client-2").client_id == "client-2"

    @pytest.mark.parametrize("field", ["issuer", "auth_url", "token_url", "jwks_url"])
    def test_refuses_an_address_that_is_none(self, field: str, now: datetime) -> None:
        with pytest.raises(LtiExamsError) as refused:
            registered(now, **{field: "javascript:alert(1)"})

        assert refused.value.refusal_code == "platform-address-unusable"
        assert refused.value.values["field"] == field

    def test_refuses_an_address_without_tls_in_production(self, now: datetime, settings) -> None:
        settings.HTTP_ALLOW_PLAIN = False

        with pytest.raises(LtiExamsError) as refused:
            registered(now, token_url="http://lms.example/token")

        assert refused.value.values["reason"] == "it does not begin with https"

    def test_is_written_down(self, now: datetime, staff: User) -> None:
        platform = register_platform(new_registration(), by=staff, now=now)

        (entry,) = audit.entries_about(platform.key_owner)
        assert (entry.actor, entry.action) == (f"staff:{staff.pk}", "platform.registered")

    def test_is_for_staff(self, now: datetime) -> None:
        teacher = User.objects.create_user("teacher")

        with pytest.raises(LtiExamsError) as refused:
            register_platform(new_registration(), by=teacher, now=now)

        assert refused.value.refusal_code == "act-refused"


class TestALogin:
    def _refusal(self, issuer: str, client_id: str | None) -> str:
        with pytest.raises(LtiExamsError) as refused:
            platforms.find_for_login(issuer, client_id)
        return refused.value.refusal_code

    def test_finds_its_registration_in_one_statement(
        self, now: datetime, django_assert_num_queries
    ) -> None:
        platform = registered(now)

        with django_assert_num_queries(1):
            found = platforms.find_for_login("https://lms.example", "client-1")
        assert found == platform

    def test_without_a_client_id_finds_the_only_active_registration(self, now: datetime) -> None:
        _disabled(registered(now))
        active = registered(now, client_id="client-2")

        assert platforms.find_for_login("https://lms.example", None) == active

    def test_without_a_client_id_is_refused_where_two_are_active(self, now: datetime) -> None:
        registered(now)
        registered(now, client_id="client-2")

        assert self._refusal("https://lms.example", None) == "platform-ambiguous"

    def test_of_an_unknown_issuer_is_refused(self, now: datetime) -> None:
        registered(now)

        assert self._refusal("https://other.example", None) == "platform-unknown"

    def test_with_another_client_id_is_refused(self, now: datetime) -> None:
        registered(now)

        assert self._refusal("https://lms.example", "client-2") == "platform-unknown"

    def test_of_a_registration_that_is_switched_off_is_refused(self, now: datetime) -> None:
        _disabled(registered(now))

        assert self._refusal("https://lms.example", "client-1") == "platform-disabled"

    def test_with_characters_that_no_database_takes_is_refused(self) -> None:
        assert self._refusal("https://lms.example\x00", "client-1") == "platform-unknown"


class TestDecidingAboutARegistration:
    def test_switches_it_off_and_on_again(self, now: datetime, staff: User) -> None:
        platform = registered(now)

        approve_platform.decide_about_platform(platform.pk, "disable", by=staff, now=now)
        approve_platform.decide_about_platform(platform.pk, "enable", by=staff, now=now)

        assert platforms.find_for_login("https://lms.example", "client-1").is_active

    def test_refuses_what_makes_no_sense(self, now: datetime, staff: User) -> None:
        platform = registered(now)

        with pytest.raises(LtiExamsError) as refused:
            approve_platform.decide_about_platform(platform.pk, "approve", by=staff, now=now)

        assert refused.value.refusal_code == "platform-move-refused"

    def test_refuses_the_second_of_two_who_decide_at_once(self, now: datetime) -> None:
        platform = registered(now)
        stale = platforms.by_id(platform.pk)
        platforms.move(platform, "disable")

        with pytest.raises(LtiExamsError) as refused:
            platforms.move(stale, "disable")

        assert refused.value.refusal_code == "platform-changed-meanwhile"


class TestTheOriginsOfARegistration:
    def test_grow_by_what_staff_bind(self, now: datetime, staff: User) -> None:
        platform = registered(now)

        approve_platform.bind_origin(platform.pk, "https://School.example/x", by=staff, now=now)

        assert "https://school.example" in platforms.by_id(platform.pk).origins

    def test_shrink_by_what_staff_release(self, now: datetime, staff: User) -> None:
        platform = registered(now, more_origins=("https://school.example",))

        approve_platform.release_origin(platform.pk, "https://school.example", by=staff, now=now)

        assert platforms.by_id(platform.pk).origins == ["https://lms.example"]

    def test_keep_those_of_the_registered_addresses(self, now: datetime, staff: User) -> None:
        platform = registered(now)

        with pytest.raises(LtiExamsError) as refused:
            approve_platform.release_origin(platform.pk, "https://lms.example", by=staff, now=now)

        assert refused.value.refusal_code == "platform-origin-not-bound"


class TestRotatingKeys:
    def test_of_one_registration_leaves_the_others_alone(self, now: datetime) -> None:
        first, second = registered(now), registered(now, client_id="client-2")

        rotate_keys.rotate_keys_of(first.pk, by=None, now=now)

        assert len(trust.public_keys(first.key_owner, now=now)["keys"]) == 2
        assert len(trust.public_keys(second.key_owner, now=now)["keys"]) == 1

    def test_of_all_makes_one_for_each(self, now: datetime) -> None:
        registered(now)
        registered(now, client_id="client-2")

        assert len(rotate_keys.rotate_keys_of_all(now=now)) == 2
