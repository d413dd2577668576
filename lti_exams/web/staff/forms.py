"""What staff type in. A field that a domain rule refuses shows the rule's words beside it."""

from datetime import timedelta

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from lti_exams.kernel.errors import LtiExamsError
from lti_exams.platforms import api as platforms
from lti_exams.web.refusals import words_of

_SPELLING = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


class SignInForm(AuthenticationForm):
    """Name and password."""

    error_messages = {
        "invalid_login": _("The name and the password do not belong together. Check both."),
        "inactive": _("This account is switched off."),
    }


class AddressField(forms.CharField):
    """An address that this installation may store and call."""

    widget = forms.URLInput(attrs={**_SPELLING, "inputmode": "url"})

    def validate(self, value: str) -> None:
        super().validate(value)
        try:
            platforms.check_address(value, field=str(self.label))
        except LtiExamsError as error:
            raise forms.ValidationError(words_of(error)) from error


class PlatformForm(forms.Form):
    """What a person knows of an LMS."""

    name = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("What people call this LMS.")
    )
    issuer = AddressField(
        label=_("Issuer"), help_text=_("Also called platform ID. Every character counts.")
    )
    client_id = forms.CharField(
        label=_("Client ID"), max_length=255, widget=forms.TextInput(attrs=_SPELLING)
    )
    auth_url = AddressField(
        label=_("Sign-in address"), help_text=_("OIDC authentication request URL.")
    )
    token_url = AddressField(label=_("Token address"), help_text=_("OAuth 2 access token URL."))
    jwks_url = AddressField(label=_("Key set address"), help_text=_("Public keyset URL, JWKS."))
    token_audience = forms.CharField(
        label=_("Token audience (optional)"),
        max_length=2000,
        required=False,
        widget=forms.TextInput(attrs=_SPELLING),
        help_text=_("Only where the LMS asks for one that is not its token address, as D2L does."),
    )
    deployments = forms.CharField(
        label=_("Deployment IDs (optional)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, **_SPELLING}),
        help_text=_("One a line. Others wait for approval when they are first met."),
    )
    more_origins = forms.CharField(
        label=_("Other hosts of this LMS (optional)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, **_SPELLING}),
        help_text=_(
            "One a line, such as https://school.instructure.com: where courses are shown, and "
            "where rosters and grades are kept."
        ),
    )

    def registration(self) -> platforms.NewRegistration:
        """Return what was typed as the registration that it describes."""
        typed = self.cleaned_data
        return platforms.NewRegistration(
            name=typed["name"],
            issuer=typed["issuer"],
            client_id=typed["client_id"],
            auth_url=typed["auth_url"],
            token_url=typed["token_url"],
            jwks_url=typed["jwks_url"],
            token_audience=typed["token_audience"],
            deployments=_lines(typed["deployments"]),
            more_origins=_lines(typed["more_origins"]),
        )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, text.splitlines())))


class OriginForm(forms.Form):
    """One more host of an LMS."""

    origin = AddressField(
        label=_("Another host of this LMS"), help_text=_("Such as https://school.example.")
    )


class InvitationForm(forms.Form):
    """For whom an invitation is, and how long it may be used."""

    label = forms.CharField(
        label=_("For whom"), max_length=200, help_text=_("Such as the name of the university.")
    )
    days = forms.TypedChoiceField(
        label=_("It can be used for"),
        coerce=int,
        initial=7,
        choices=[(1, _("one day")), (7, _("one week")), (30, _("thirty days"))],
    )

    def lifetime(self) -> timedelta:
        return timedelta(days=self.cleaned_data["days"])
