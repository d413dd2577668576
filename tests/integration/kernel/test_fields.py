import json

import pytest
from cryptography.fernet import Fernet
from django.core import serializers
from django.core.exceptions import FieldError
from django.db import connection
from django.forms.models import modelform_factory

from lti_exams.kernel.fields import EncryptedTextField
from lti_exams.kernel.rotation import reencrypt_everything, sealed_columns
from lti_exams.kernel.secrets import UnreadableSecret, decrypt, under_newest_key
from lti_exams.trust.api import KeyPair

pytestmark = pytest.mark.django_db
SECRET = "a private key"


@pytest.fixture
def pair(now) -> KeyPair:
    """A stored row with a secret in it."""
    return keep(now, kid="one")


def keep(now, *, kid: str) -> KeyPair:
    return KeyPair.objects.create(
        owner="platform:1", kid=kid, private_pem=SECRET, public_jwk={}, made_at=now, signs_from=now
    )


def new_master_key(settings) -> None:
    settings.MASTER_KEYS = [Fernet.generate_key().decode(), *settings.MASTER_KEYS]


def stored(pair: KeyPair) -> str:
    """Look at the column as somebody with a copy of the database would."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT private_pem FROM trust_keypair WHERE id = %s", [pair.pk])
        return cursor.fetchone()[0]


class TestEncryptedTextField:
    def test_is_open_in_the_program(self, pair):
        assert KeyPair.objects.get(pk=pair.pk).private_pem == SECRET

    def test_is_sealed_in_the_database(self, pair):
        assert SECRET not in stored(pair)

    def test_is_sealed_in_a_dump_and_open_after_loading_it(self, pair):
        dump = serializers.serialize("json", [pair])
        pair.delete()
        next(serializers.deserialize("json", dump)).save()

        assert SECRET not in dump
        assert KeyPair.objects.get().private_pem == SECRET

    def test_cannot_be_searched(self, pair):
        with pytest.raises(FieldError):
            KeyPair.objects.filter(private_pem=SECRET).exists()

    def test_is_in_no_form(self):
        assert "private_pem" not in modelform_factory(KeyPair, fields="__all__").base_fields

    def test_keeps_nothing_as_nothing(self):
        field = EncryptedTextField(null=True)

        assert (field.get_prep_value(None), field.from_db_value(None, None, connection)) == (
            None,
            None,
        )

    def test_does_not_open_under_another_master_key(self, pair, settings):
        settings.MASTER_KEYS = [Fernet.generate_key().decode()]

        with pytest.raises(UnreadableSecret) as refused:
            KeyPair.objects.get(pk=pair.pk)

        assert json.dumps(str(refused.value)) == '"secret-unreadable"'


class TestReencryptEverything:
    def test_seals_every_secret_under_the_newest_key(self, pair, settings):
        new_master_key(settings)

        reencrypt_everything()

        assert under_newest_key(stored(pair))

    def test_lets_the_old_key_go(self, pair, settings):
        new_master_key(settings)
        reencrypt_everything()
        settings.MASTER_KEYS = settings.MASTER_KEYS[:1]

        assert KeyPair.objects.get(pk=pair.pk).private_pem == SECRET

    def test_says_how_many_and_finds_none_the_second_time(self, pair, now, settings):
        keep(now, kid="two")
        new_master_key(settings)

        assert (reencrypt_everything(), reencrypt_everything()) == (2, 0)

    def test_goes_on_beyond_one_chunk(self, now, settings, monkeypatch):
        monkeypatch.setattr("lti_exams.kernel.rotation.CHUNK", 2)
        for number in range(5):
            keep(now, kid=str(number))
        new_master_key(settings)

        assert reencrypt_everything() == 5

    def test_leaves_alone_what_somebody_writes_meanwhile(self, pair, settings, monkeypatch):
        def meanwhile(sealed: str) -> str:
            KeyPair.objects.filter(pk=pair.pk).update(private_pem="newer")
            return decrypt(sealed)

        monkeypatch.setattr("lti_exams.kernel.rotation.decrypt", meanwhile)
        new_master_key(settings)

        assert reencrypt_everything() == 0
        assert KeyPair.objects.get(pk=pair.pk).private_pem == "newer"

    def test_stops_at_a_secret_that_no_key_opens(self, pair, settings):
        settings.MASTER_KEYS = [Fernet.generate_key().decode()]

        with pytest.raises(UnreadableSecret):
            reencrypt_everything()

    def test_knows_every_column_with_secrets(self):
        assert (KeyPair, "private_pem") in list(sealed_columns())
