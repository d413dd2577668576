"""What Django's own pages have in common: they show rows, and journeys change them."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from lti_exams.accounts.api import User


class Readable(admin.ModelAdmin):
    """Shows rows, and neither adds nor deletes any."""

    editable: tuple[str, ...] = ()

    def has_add_permission(self, _request: HttpRequest, _obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, _request: HttpRequest, _obj: Model | None = None) -> bool:
        return False

    def get_readonly_fields(self, _request: HttpRequest, _obj: Model | None = None) -> list[str]:
        fields = [field.name for field in self.model._meta.concrete_fields]
        return [name for name in fields if name not in self.editable]


def staff_of(request: HttpRequest) -> User:
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - the admin lets nobody else in
    return user
