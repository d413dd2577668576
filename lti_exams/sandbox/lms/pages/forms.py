from django import forms
from django.http import QueryDict

from lti_exams.sandbox.lms.faults.kinds import ENDPOINTS, KINDS
from lti_exams.sandbox.lms.platform.installing import ToolDetails
from lti_exams.sandbox.lms.profiles import PROFILES


class RegistrationForm(forms.Form):
    """The address at which a tool registers itself."""

    url = forms.URLField(
        label="Registration address of the tool",
        help_text="Most tools call it their dynamic registration URL.",
        assume_scheme="http",
    )


class InstallForm(forms.Form):
    """A tool's addresses, as its own copy sheet tells them."""

    name = forms.CharField(label="Name", max_length=200)
    login_url = forms.URLField(label="Login URL", assume_scheme="http")
    launch_url = forms.URLField(label="Launch URL (target link URI)", assume_scheme="http")
    jwks_url = forms.URLField(label="Key set URL", assume_scheme="http")
    redirect_uris = forms.CharField(
        label="Redirect URIs",
        required=False,
        help_text="One a line. Left empty, the launch URL is the only one.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    deep_linking_url = forms.URLField(
        label="Deep linking URL",
        required=False,
        help_text="Left empty, content is picked at the launch URL.",
        assume_scheme="http",
    )
    custom = forms.CharField(
        label="Custom parameters",
        required=False,
        help_text="One name=value a line; $ResourceLink.submission.endDateTime and others work.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def details(self) -> ToolDetails:
        """Return what was typed in."""
        said = self.cleaned_data
        pairs = [line.partition("=") for line in said["custom"].splitlines() if "=" in line]
        return ToolDetails(
            name=said["name"],
            login_url=said["login_url"],
            launch_url=said["launch_url"],
            jwks_url=said["jwks_url"],
            redirect_uris=said["redirect_uris"].split(),
            deep_linking_url=said["deep_linking_url"],
            custom={name.strip(): value.strip() for name, _, value in pairs},
        )


class PointsForm(forms.Form):
    """Points that a teacher types into a cell."""

    given = forms.FloatField(required=False, min_value=0)


class ProfileForm(forms.Form):
    """Which LMS to be, and what time it is there."""

    profile = forms.ChoiceField(choices=[(name, each.title) for name, each in PROFILES.items()])
    platform_storage = forms.BooleanField(label="Offer platform storage", required=False)
    clock_offset_seconds = forms.FloatField(label="The clock is ahead by so many seconds")


class FaultForm(forms.Form):
    """One misfortune to switch on; its own settings are added by its kind."""

    probability = forms.FloatField(min_value=0, max_value=1, initial=1)
    seed = forms.IntegerField(initial=1)
    limit = forms.IntegerField(label="At most so often", min_value=1, required=False)
    endpoints = forms.ChoiceField(
        label="Where",
        required=False,
        choices=[("", "everywhere"), *((each, each) for each in ENDPOINTS)],
    )

    def __init__(self, kind: str, said: QueryDict | None = None) -> None:
        super().__init__(said, prefix=kind)
        self.kind = KINDS[kind]
        for name, default in self.kind.settings.items():
            label = name.replace("_", " ").capitalize()
            self.fields[name] = forms.FloatField(initial=default, label=label)

    def settings(self) -> dict[str, float]:
        """Return what was said about this kind's own settings."""
        return {name: self.cleaned_data[name] for name in self.kind.settings}
