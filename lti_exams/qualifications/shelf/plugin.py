"""What a plugin tells of itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from lti_exams.kernel.errors import LtiExamsError
from lti_exams.launches import api as launches
from lti_exams.qualifications.deciding.sets import Decision

Settings = Mapping[str, Any]


class PluginSettingsRefused(LtiExamsError):
    """What a plugin was told to decide by makes no sense in this course."""

    code = "plugin-settings-invalid"


class PluginResultsFailedVerification(LtiExamsError):
    """A plugin found other students than were looked at; the status is not saved."""

    code = "plugin-results-changed"


class Decides(Protocol):
    """Turns settings into a rule; it raises `PluginSettingsRefused` for what makes no sense."""

    def __call__(
        self, period: launches.Course, settings: Settings, *, now: datetime
    ) -> Decision: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Plugin:
    """One way to qualify students.

    A plugin that `decides` by a rule is computed in sets and explained leaf by leaf. One without
    brings the keys of those who pass, as its view found them.
    """

    id: str
    url: Any
    title: Any
    description: Any = ""
    # Called inside the save: with the status, and the settings where the plugin uses them.
    post_statussave: Callable[..., None] | None = None
    uses_settings: bool = False
    pluginsettings_summary_generator: Callable[[Any], Any] | None = None
    decides: Decides | None = None
    # Says why it cannot work in a course; nothing means that it can.
    obstacles: Callable[[launches.Course], Sequence[Any]] | None = None
    version: int = 1
    # False where its view leads straight on, so that *Back* leads to the list of plugins.
    has_page: bool = True

    def why_not(self, period: launches.Course) -> Sequence[Any]:
        """Return what keeps the plugin from working in a course, for people to read."""
        return self.obstacles(period) if self.obstacles else ()

    def summary(self, settings: object) -> str:
        """Say in a sentence by what was decided."""
        generate = self.pluginsettings_summary_generator
        return str(generate(settings)) if generate and settings else ""
