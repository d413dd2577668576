import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.fernet import Fernet

from lti_exams.kernel.masterkey import (
    MalformedMasterKey,
    MissingMasterKey,
    make_key_file,
    master_keys,
)
from lti_exams.kernel.secrets import UnreadableSecret, decrypt, encrypt, under_newest_key


@pytest.fixture
def key_file(settings, tmp_path):
    """Where the key file will be; nothing is there yet, and none may be made."""
    settings.MASTER_KEYS = []
    settings.MASTER_KEY_MAY_BE_MADE = False
    settings.MASTER_KEY_FILE = tmp_path / "keys" / "master.key"
    return settings.MASTER_KEY_FILE


def new_key() -> str:
    return Fernet.generate_key().decode()


class TestMasterKeys:
    def test_come_from_the_settings_first(self, settings):
        settings.MASTER_KEYS = ["one", "two"]

        assert master_keys() == ("one", "two")

    def test_are_the_lines_of_the_file_newest_first(self, key_file):
        key_file.parent.mkdir()
        key_file.write_text("new\n\n  old \n")

        assert master_keys() == ("new", "old")

    def test_are_read_again_when_the_file_changes(self, key_file):
        make_key_file(key_file)
        old = master_keys()
        key_file.write_text(f"{new_key()}\n{old[0]}\n")

        assert len(master_keys()) == 2

    def test_are_made_at_the_first_run_where_that_is_allowed(self, key_file, settings):
        settings.MASTER_KEY_MAY_BE_MADE = True

        assert master_keys() == master_keys() != ()

    def test_are_not_made_where_it_is_not_allowed(self, key_file):
        with pytest.raises(MissingMasterKey):
            master_keys()

        assert not key_file.exists()

    def test_are_missing_where_the_file_is_empty(self, key_file):
        key_file.parent.mkdir()
        key_file.write_text("\n")

        with pytest.raises(MissingMasterKey):
            master_keys()


class TestMakeKeyFile:
    def test_makes_a_file_that_only_we_can_read(self, key_file):
        make_key_file(key_file)

        assert stat.S_IMODE(key_file.stat().st_mode) == 0o600

    def test_keeps_a_key_that_is_there(self, key_file):
        make_key_file(key_file)
        before = key_file.read_text()

        assert (make_key_file(key_file), key_file.read_text()) == (False, before)

    def test_lets_one_of_many_stand(self, key_file, settings):
        settings.MASTER_KEY_MAY_BE_MADE = True
        with ThreadPoolExecutor(8) as threads:
            seen = set(threads.map(lambda _: master_keys(), range(16)))

        assert len(seen) == 1

    def test_leaves_nothing_else_behind(self, key_file):
        make_key_file(key_file)
        make_key_file(key_file)

        assert list(key_file.parent.iterdir()) == [key_file]


class TestSecrets:
    @pytest.mark.parametrize("text", ["", "a secret", "\u00e9\U0001f511", "x" * 10_000])
    def test_come_back_as_they_were(self, text):
        assert decrypt(encrypt(text)) == text

    def test_are_sealed_differently_each_time(self):
        assert encrypt("a secret") != encrypt("a secret")

    def test_open_with_an_older_key_after_a_new_one_came(self, settings):
        sealed = encrypt("a secret")
        settings.MASTER_KEYS = [new_key(), *settings.MASTER_KEYS]

        assert (decrypt(sealed), under_newest_key(sealed)) == ("a secret", False)

    def test_do_not_open_once_their_key_is_gone(self, settings):
        sealed = encrypt("a secret")
        settings.MASTER_KEYS = [new_key()]

        with pytest.raises(UnreadableSecret):
            decrypt(sealed)

    @pytest.mark.parametrize("sealed", ["", "a secret", "gAAAAA", "\u00e9"])
    def test_do_not_open_when_they_were_never_sealed(self, sealed):
        with pytest.raises(UnreadableSecret):
            decrypt(sealed)

    def test_are_refused_under_a_key_that_is_none(self, settings):
        settings.MASTER_KEYS = ["not a key"]

        with pytest.raises(MalformedMasterKey) as refused:
            encrypt("a secret")

        assert "not a key" not in str(refused.value)
