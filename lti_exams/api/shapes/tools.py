"""Tools that we launch, as programs send and get them."""

from typing import Any

from rest_framework import serializers

from lti_exams.api.fields import Flag, Instant, Number, Text, Word
from lti_exams.api.reading import Fields
from lti_exams.api.shapes.courses import Page, PageQuery
from lti_exams.api.showing import Shown
from lti_exams.tools import api as tools


class ToolsQuery(PageQuery):
    """Which tools are wanted."""

    kind = serializers.ChoiceField(choices=[kind.value for kind in tools.ToolKind], required=False)


def _texts(length: int, **more: Any) -> serializers.ListField:
    return serializers.ListField(
        child=Text(max_length=length), required=False, max_length=50, **more
    )


def _optional(length: int, help_text: str = "") -> Text:
    return Text(max_length=length, required=False, allow_blank=True, help_text=help_text)


class EmailTexts(Fields):
    """What is said in e-mails to learners in place of our own words."""

    submitted = Text(max_length=5000, required=False, allow_blank=True)
    verified = Text(max_length=5000, required=False, allow_blank=True)
    rejected = Text(max_length=5000, required=False, allow_blank=True)


class ToolChangeInput(Fields):
    """What is known of a tool; what is left out stays as it is."""

    name = Text(max_length=200, required=False)
    login_url = Text(max_length=2000, required=False, help_text="OIDC login initiation.")
    launch_url = Text(max_length=2000, required=False, help_text="Target link URI.")
    jwks_url = _optional(2000, "Where the tool publishes its keys.")
    public_key = _optional(20_000, "Instead of jwks_url: a PEM, or a JWK set as text.")
    key_id = _optional(255, "The kid of a pasted PEM.")
    redirect_uris = _texts(
        2000, help_text="Letter by letter; the launch address if there are none."
    )
    dashboard_url = _optional(2000)
    custom = serializers.DictField(child=Text(allow_blank=True), required=False)
    told = serializers.ListField(
        child=Word(tools.Personal),
        required=False,
        max_length=10,
        help_text="Personal data that its messages carry besides the pseudonym.",
    )
    units = _texts(200, help_text="Units that may use it; all where there are none.")
    support_phone = _optional(100)
    support_email = _optional(254)
    support_url = _optional(2000)
    escalation_email = _optional(254)
    deletion_url = _optional(2000, "Takes a signed call that names a pseudonym to delete.")
    deletion_email = _optional(254)
    email_texts = EmailTexts(required=False)


class ToolInput(ToolChangeInput):
    """A tool to be registered."""

    kind = Word(tools.ToolKind)
    name = Text(max_length=200)
    login_url = Text(max_length=2000, help_text="OIDC login initiation.")
    launch_url = Text(max_length=2000, help_text="Target link URI.")


class ActivationInput(Fields):
    """Whether a tool may be launched and may call us."""

    active = Flag()


class ToolSheetShown(Shown):
    """What the administrator of the tool needs of us."""

    client_id = serializers.CharField()
    deployment_id = serializers.CharField()
    issuer = serializers.CharField()
    authorize_url = serializers.CharField()
    token_url = serializers.CharField()
    jwks_url = serializers.CharField()


class ToolShown(Shown):
    """A tool."""

    id = serializers.IntegerField()
    kind = serializers.CharField()
    name = serializers.CharField()
    active = serializers.BooleanField(source="is_active")
    waits = serializers.BooleanField(help_text="It registered itself and nobody has approved it.")
    login_url = serializers.CharField()
    launch_url = serializers.CharField()
    jwks_url = serializers.CharField(source="key_set.url", help_text="Empty for pasted keys.")
    redirect_uris = serializers.ListField(child=serializers.CharField())
    dashboard_url = serializers.CharField()
    custom = serializers.DictField(child=serializers.CharField())
    told = serializers.ListField(child=serializers.CharField())
    units = serializers.ListField(child=serializers.CharField())
    support_phone = serializers.CharField()
    support_email = serializers.CharField()
    support_url = serializers.CharField()
    escalation_email = serializers.CharField()
    deletion_url = serializers.CharField()
    deletion_email = serializers.CharField()
    email_texts = serializers.DictField(child=serializers.CharField())
    created_at = Instant()
    sheet = ToolSheetShown()


class ToolsShown(Page):
    """A page of tools."""

    results = ToolShown(many=True)


class DeletionInput(Fields):
    """Whose data is to be deleted, and why."""

    person = Number(help_text="Our key of the person.")
    reason = Text()
    erase = Flag(default=False, help_text="Here as well, and for good.")


class ToolNamed(Shown):
    """A tool by its key and name."""

    id = serializers.IntegerField()
    name = serializers.CharField()


class DeletionShown(Shown):
    """Who was asked, and whether the person is erased here."""

    asked = ToolNamed(many=True)
    nowhere = ToolNamed(many=True, help_text="They know the person and told nowhere to ask.")
    reached = ToolNamed(many=True, help_text="Vendors that are no tools, which took it.")
    unreached = ToolNamed(many=True, help_text="Vendors that gave no answer: ask again.")
    is_erased = serializers.BooleanField()
