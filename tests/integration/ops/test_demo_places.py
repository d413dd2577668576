from dataclasses import replace
from pathlib import Path

import pytest

from lti_exams.ops.demo.parties import AddressMissing, cast_at, check_places
from tests.factories.demo import free_port


class TestPlacesOfTheDemo:
    def test_are_refused_where_the_machine_lacks_an_address(self) -> None:
        cast = cast_at(free_port(), Path())
        elsewhere = replace(cast, vendor=replace(cast.vendor, host="192.0.2.1"))

        with pytest.raises(AddressMissing) as refused:
            check_places(elsewhere)

        assert refused.value.values["host"] == "192.0.2.1"

    def test_are_on_four_hosts_so_that_cookies_are_foreign(self) -> None:
        cast = cast_at(free_port(), Path())

        assert len({party.host for party in cast.listening}) == 4
