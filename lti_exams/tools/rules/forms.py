"""The forms with which a browser goes to a tool, and where they may lead on the way."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Initiation:
    """The form with which a browser begins a launch at the tool, which sends it back to us."""

    action: str
    fields: dict[str, str]
    # Where browsers may be led when the form is sent: those of the tool's own addresses.
    origins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AutoPost:
    """The form with which a browser brings our answer to the tool."""

    action: str
    fields: dict[str, str]
    origins: tuple[str, ...] = ()
    # The session that the browser proved, whose page may show the form in a frame.
    session: str = ""
