"""What staff type of a tool; what cannot be stored is said by the rules, beside the field."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lti_exams.tools import api as tools

_SPELLING = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
KINDS = [
    (tools.ToolKind.PROCTORING.value, _("a proctoring vendor")),
    (tools.ToolKind.ASSESSMENT.value, _("an assessment tool, where the questions are")),
]
_PERSONAL = [
    (tools.Personal.NAME.value, _("full name")),
    (tools.Personal.GIVEN_NAME.value, _("given name")),
    (tools.Personal.FAMILY_NAME.value, _("family name")),
    (tools.Personal.EMAIL.value, _("e-mail address")),
    (tools.Personal.LOCALE.value, _("language")),
]
_EMAILS = "email_text_"


def _address(label: Any, help_text: Any = "", **more: Any) -> forms.CharField:
    widget = forms.URLInput(attrs={**_SPELLING, "inputmode": "url"})
    return forms.CharField(label=label, help_text=help_text, widget=widget, **more)


def _lines(label: Any, help_text: Any, rows: int = 2) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, **_SPELLING})
    return forms.CharField(label=label, help_text=help_text, widget=widget, required=False)


def _words(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": 3}))


def _line(label: Any, help_text: Any = "", length: int = 200) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=length)


class ToolForm(forms.Form):
    """A tool as staff know it; without `kind` where it is known and stays."""

    kind = forms.ChoiceField(label=_("What it is"), choices=KINDS, widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("What people call this tool.")
    )
    login_url = _address(_("Login address"), _("OIDC login initiation URL."))
    launch_url = _address(_("Launch address"), _("Target link URI."))
    redirect_uris = _lines(
        _("Redirect addresses (optional)"),
        _("One a line, letter by letter. Without any, answers go to the launch address."),
    )
    dashboard_url = _address(
        _("Dashboard address (optional)"),
        _("What teachers open to see the tool's own view."),
        required=False,
    )
    custom = _lines(
        _("Custom parameters (optional)"), _("One a line as name=value; sent with each launch.")
    )
    jwks_url = _address(
        _("Key set address"),
        _("Public keyset URL, JWKS. Leave empty to paste a key."),
        required=False,
    )
    public_key = _lines(
        _("Public key (only without a key set address)"),
        _("In PEM form, or as a JWK set. The key that is stored is not shown again."),
        rows=4,
    )
    key_id = _line(
        _("Name of the pasted key (optional)"),
        _("The kid that the tool writes into what it signs, where a PEM was pasted."),
        length=255,
    )
    told = forms.MultipleChoiceField(
        label=_("What the tool may be told of people"),
        help_text=_("Besides a pseudonym that no other tool knows. Choose as little as you can."),
        choices=_PERSONAL,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    units = _lines(
        _("Units that may use it (optional)"), _("One a line. Without any, all units may.")
    )
    support_phone = _line(_("Telephone"), length=100)
    support_email = forms.EmailField(label=_("E-mail"), required=False, max_length=254)
    support_url = _address(_("Page"), required=False)
    escalation_email = forms.EmailField(
        label=_("E-mail for staff alone"),
        help_text=_("Where to write when the tool does not answer."),
        required=False,
        max_length=254,
    )
    deletion_url = _address(
        _("Deletion address"),
        _("It takes a signed call that names a pseudonym whose records must go."),
        required=False,
    )
    deletion_email = forms.EmailField(label=_("Or a mailbox"), required=False, max_length=254)
    email_text_submitted = _words(_("When an attempt was handed in"))
    email_text_verified = _words(_("When an attempt was accepted"))
    email_text_rejected = _words(_("When an attempt was rejected"))

    GROUPS = (
        (
            _("The tool"),
            ("kind", "name", "login_url", "launch_url", "redirect_uris", "dashboard_url", "custom"),
        ),
        (_("Its keys"), ("jwks_url", "public_key", "key_id")),
        (_("What it learns, and for whom it is"), ("told", "units")),
        (
            _("Support, shown to learners"),
            ("support_phone", "support_email", "support_url", "escalation_email"),
        ),
        (_("Where we ask it to delete a person"), ("deletion_url", "deletion_email")),
        (
            _("Its own words in e-mails"),
            ("email_text_submitted", "email_text_verified", "email_text_rejected"),
        ),
    )

    def groups(self) -> Iterator[tuple[Promise, list[forms.BoundField]]]:
        """Return the fields as people look for them."""
        for legend, names in self.GROUPS:
            yield legend, [self[name] for name in names if name in self.fields]

    def clean_custom(self) -> dict[str, str]:
        """Read name=value, one a line."""
        pairs = [line.partition("=") for line in _split(self.cleaned_data["custom"])]
        if not all(name.strip() and joint for name, joint, _value in pairs):
            raise forms.ValidationError(_("Write each on a line of its own, as name=value."))
        return {name.strip(): value.strip() for name, _joint, value in pairs}

    def tool(self, kind: str = "") -> tools.NewTool:
        """Return what was typed as the tool that it describes."""
        typed = dict(self.cleaned_data)
        named = {name: typed.pop(name) for name in list(typed) if name.startswith(_EMAILS)}
        texts = {name.removeprefix(_EMAILS): text for name, text in named.items() if text.strip()}
        lists: dict[str, Any] = {
            name: _split(typed.pop(name)) for name in ("redirect_uris", "units")
        }
        kind = typed.pop("kind", "") or kind
        return tools.NewTool(kind=tools.ToolKind(kind), email_texts=texts, **lists, **typed)


class ToolEditForm(ToolForm):
    """A tool that is known already."""

    kind = None  # type: ignore[assignment]


def typed_of(tool: tools.Tool) -> dict[str, object]:
    """Return a tool as staff would type it."""
    same = [name for name in ToolForm.base_fields if hasattr(tool, name)]
    return {
        **{name: getattr(tool, name) for name in same},
        **{f"{_EMAILS}{name}": text for name, text in tool.email_texts.items()},
        "jwks_url": tool.key_set.url,
        "redirect_uris": "\n".join(tool.redirect_uris),
        "units": "\n".join(tool.units),
        "custom": "\n".join(f"{name}={value}" for name, value in tool.custom.items()),
    }


def _split(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, text.splitlines())))


class ToolInvitationForm(forms.Form):
    """Which tool is asked to register itself."""

    kind = forms.ChoiceField(label=_("What it is"), choices=KINDS, widget=forms.RadioSelect)
    label = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("For your own list; the tool names itself.")
    )
    registration_url = _address(
        _("Its registration address"), _("The maker of the tool calls it dynamic registration.")
    )

    LIFETIME = timedelta(hours=1)

    def invitation(self) -> tools.NewInvitation:
        """Return what was typed as the invitation that it describes."""
        typed = self.cleaned_data
        kind = tools.ToolKind(typed["kind"])
        return tools.NewInvitation(kind, typed["label"], typed["registration_url"])
