"""The addresses under which an LMS reaches us. They are a contract: LMSs keep them for years."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.templatetags.static import static

from lti_exams.platforms.models import Platform


@dataclass(frozen=True, slots=True)
class Addresses:
    """What an LMS administrator pastes, or what dynamic registration sends."""

    origin: str
    login_url: str
    launch_url: str
    jwks_url: str
    register_url: str
    canvas_url: str
    icon_url: str

    @property
    def domain(self) -> str:
        return urlsplit(self.origin).netloc


def addresses(platform: Platform | None = None) -> Addresses:
    """Return our addresses, with the key set of one registration or of all of them."""
    origin = settings.PUBLIC_ORIGIN
    jwks_url = f"{origin}/lti/jwks"
    return Addresses(
        origin=origin,
        login_url=f"{origin}/lti/login",
        launch_url=f"{origin}/lti/launch",
        jwks_url=f"{jwks_url}/{platform.pk}" if platform else jwks_url,
        register_url=f"{origin}/lti/register",
        canvas_url=f"{origin}/lti/config/canvas.json",
        icon_url=f"{origin}{static('edge/icon.svg')}",
    )
