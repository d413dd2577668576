import pytest

from lti_exams.exams.rules.devices import (
    AnotherDeviceTookOver,
    Seat,
    SecondDeviceRefused,
    check_seat,
    seated,
)
from lti_exams.exams.rules.kinds import SecondDevice

TAKEN = Seat("laptop", 1)


class TestASeat:
    @pytest.mark.parametrize("policy", SecondDevice)
    def test_is_taken_by_the_first_device(self, policy: SecondDevice) -> None:
        assert seated(Seat(), "laptop", policy) == TAKEN

    @pytest.mark.parametrize("policy", SecondDevice)
    def test_is_kept_by_the_device_that_has_it(self, policy: SecondDevice) -> None:
        assert seated(TAKEN, "laptop", policy) == TAKEN

    def test_is_taken_over_with_a_new_epoch(self) -> None:
        assert seated(TAKEN, "desk", SecondDevice.TAKES_OVER) == Seat("desk", 2)

    def test_is_shared_in_one_epoch(self) -> None:
        assert seated(TAKEN, "desk", SecondDevice.MAY_JOIN) == TAKEN

    def test_is_refused_to_a_second_device(self) -> None:
        with pytest.raises(SecondDeviceRefused):
            seated(TAKEN, "desk", SecondDevice.IS_REFUSED)

    def test_that_was_freed_leaves_the_older_device_behind(self) -> None:
        seat = seated(Seat("", 1), "desk", SecondDevice.IS_REFUSED)

        with pytest.raises(AnotherDeviceTookOver):
            check_seat(seat, 1, SecondDevice.IS_REFUSED)


class TestWhatADeviceSends:
    @pytest.mark.parametrize("policy", SecondDevice)
    def test_is_taken_in_the_newest_epoch(self, policy: SecondDevice) -> None:
        check_seat(Seat("desk", 2), 2, policy)

    @pytest.mark.parametrize("policy", [SecondDevice.TAKES_OVER, SecondDevice.IS_REFUSED])
    def test_is_refused_from_an_older_epoch(self, policy: SecondDevice) -> None:
        with pytest.raises(AnotherDeviceTookOver):
            check_seat(Seat("desk", 2), 1, policy)

    def test_is_taken_from_all_who_joined(self) -> None:
        check_seat(Seat("desk", 2), 1, SecondDevice.MAY_JOIN)
