"""Database fields that know more than Django's."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from lti_exams.kernel.secrets import decrypt, encrypt

SEALED = "sealed:"


class EncryptedTextField(models.TextField):
    """Text that is sealed in the database and in dumps, and open only in the program.

    It has no place in forms and cannot be searched: the same text is sealed differently each time.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def from_db_value(
        self, value: str | None, _expression: object, _connection: BaseDatabaseWrapper
    ) -> str | None:
        return None if value is None else decrypt(value)

    def get_prep_value(self, value: Any) -> str | None:
        text = super().get_prep_value(value)
        return None if text is None else encrypt(text)

    def get_lookup(self, lookup_name: str) -> type[models.Lookup] | None:
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def value_to_string(self, obj: models.Model) -> str:
        """Keep `dumpdata` from writing the secret down."""
        return SEALED + encrypt(str(self.value_from_object(obj)))

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and value.startswith(SEALED):
            return decrypt(value.removeprefix(SEALED))
        return super().to_python(value)
