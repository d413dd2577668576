"""A change of the master key: everything that an older one sealed is sealed anew."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models, transaction
from django.db.models.functions import Cast

from lti_exams.kernel.fields import EncryptedTextField
from lti_exams.kernel.secrets import decrypt, under_newest_key

CHUNK = 200


def reencrypt_everything() -> int:
    """Seal every stored secret under the newest master key; return how many were not yet.

    Can be run again, and while others write: a secret that changes meanwhile is left as written.
    """
    return sum(_reencrypt(model, field) for model, field in sealed_columns())


def sealed_columns() -> Iterator[tuple[type[models.Model], str]]:
    """Name every column that holds secrets, in all apps."""
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, EncryptedTextField):
                yield model, field.name


def sealed_values(model: type[models.Model], field: str) -> models.QuerySet[models.Model]:
    """Return the rows with `sealed`: what the database holds, as it holds it."""
    text = Cast(field, models.TextField())
    return model._base_manager.annotate(sealed=text).exclude(sealed=None)


def _reencrypt(model: type[models.Model], field: str) -> int:
    done, last = 0, None
    while rows := _next_rows(model, field, after=last):
        with transaction.atomic():
            done += sum(_seal_anew(model, field, key, sealed) for key, sealed in rows)
        last = rows[-1][0]
    return done


def _next_rows(model: type[models.Model], field: str, *, after: object) -> list[tuple[object, str]]:
    rows = sealed_values(model, field).order_by("pk")
    if after is not None:
        rows = rows.filter(pk__gt=after)
    return list(rows.values_list("pk", "sealed")[:CHUNK])


def _seal_anew(model: type[models.Model], field: str, key: object, sealed: str) -> int:
    if under_newest_key(sealed):
        return 0
    row = sealed_values(model, field).filter(pk=key, sealed=sealed)
    return row.update(**{field: decrypt(sealed)})
