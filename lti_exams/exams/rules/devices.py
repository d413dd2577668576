"""Which of several devices an attempt goes on at. Pure."""

from dataclasses import dataclass

from lti_exams.exams.rules.kinds import SecondDevice
from lti_exams.kernel.errors import LtiExamsError


class SecondDeviceRefused(LtiExamsError):
    """The attempt goes on at another device, and the exam lets no second one in."""

    code = "attempt-second-device-refused"


class AnotherDeviceTookOver(LtiExamsError):
    """The attempt went on at a newer device since this one opened it."""

    code = "attempt-on-another-device"


@dataclass(frozen=True, slots=True)
class Seat:
    """The device that an attempt is open at, and how many there were."""

    device: str = ""
    epoch: int = 0


def seated(seat: Seat, device: str, policy: SecondDevice) -> Seat:
    """Return the seat after somebody opened the attempt at a device."""
    if device == seat.device:
        return seat
    if not seat.device or policy is SecondDevice.TAKES_OVER:
        return Seat(device, seat.epoch + 1)
    if policy is SecondDevice.MAY_JOIN:
        return seat
    raise SecondDeviceRefused


def check_seat(seat: Seat, epoch: int, policy: SecondDevice) -> None:
    """Refuse what an older device still sends after a newer one took over."""
    if policy is not SecondDevice.MAY_JOIN and epoch != seat.epoch:
        raise AnotherDeviceTookOver
