import socket

import pytest

from lti_exams.kernel import guard, http
from lti_exams.kernel.remote import RemoteAddressRefused, RemoteUnreachable
from tests.integration.kernel.conftest import answer


class TestGuard:
    @pytest.mark.parametrize(
        "address", ["127.0.0.1", "::1", "10.0.0.7", "169.254.169.254", "::ffff:127.0.0.1"]
    )
    def test_refuses_a_name_that_leads_inside(self, serve, names, settings, address):
        settings.HTTP_ALLOWED_NETWORKS = []
        names["lms.example"] = [[address]]
        server = serve(answer())

        with pytest.raises(RemoteAddressRefused):
            http.get(server.url(host="lms.example"))

        assert server.peers == []

    @pytest.mark.parametrize("written", ["127.1", "0x7f000001", "2130706433", "0177.0.0.1"])
    def test_refuses_loopback_however_it_is_written(self, serve, settings, written):
        settings.HTTP_ALLOWED_NETWORKS = []
        server = serve(answer())

        with pytest.raises((RemoteAddressRefused, RemoteUnreachable)):
            http.get(server.url(host=written))

        assert server.peers == []

    def test_calls_a_private_address_that_staff_allow(self, serve, names, settings):
        settings.HTTP_ALLOWED_NETWORKS = ["127.0.0.1/32"]
        names["lms.example"] = [["127.0.0.1"]]
        server = serve(answer())

        assert http.get(server.url(host="lms.example")).ok

    def test_connects_to_the_address_it_checked_when_the_name_rebinds(self, serve, names, settings):
        settings.HTTP_ALLOWED_NETWORKS = ["127.0.0.2/32"]
        names["evil.example"] = [["127.0.0.2"], ["127.0.0.1"]]
        inside = serve(answer(b'"inside"'))
        outside = serve(answer(b'"outside"'), address="127.0.0.2", port=inside.port)

        got = http.get(outside.url(host="evil.example"))

        assert (got.json(), inside.peers) == ("outside", [])

    def test_refuses_a_name_that_has_rebound_before_the_next_connection(
        self, serve, names, settings
    ):
        settings.HTTP_ALLOWED_NETWORKS = ["127.0.0.2/32"]
        names["evil.example"] = [["127.0.0.2"], ["127.0.0.1"]]
        inside = serve(answer(b'"inside"'))
        once = answer(b'"outside"', headers="Connection: close\r\n")
        outside = serve(once, address="127.0.0.2", port=inside.port)
        http.get(outside.url(host="evil.example"))

        with pytest.raises(RemoteAddressRefused):
            http.get(outside.url(host="evil.example"))

        assert inside.peers == []

    def test_uses_only_the_permitted_ones_of_several_addresses(self, serve, names, settings):
        settings.HTTP_ALLOWED_NETWORKS = ["127.0.0.2/32"]
        names["mixed.example"] = [["127.0.0.1", "127.0.0.2"]]
        inside = serve(answer(b'"inside"'))
        outside = serve(answer(b'"outside"'), address="127.0.0.2", port=inside.port)

        assert http.get(outside.url(host="mixed.example")).json() == "outside"
        assert inside.peers == []

    def test_tries_the_next_address_where_one_does_not_answer(self, serve, names):
        server = serve(answer())
        names["two.example"] = [["127.0.0.3", "127.0.0.1"]]

        assert http.get(server.url(host="two.example")).ok

    def test_keeps_the_name_in_the_host_header(self, serve, names):
        server = serve(answer())
        names["lms.example"] = [["127.0.0.1"]]

        http.get(server.url(host="lms.example"))

        assert f"Host: lms.example:{server.port}".encode() in server.requests[0]

    @pytest.mark.parametrize("trouble", [socket.gaierror(), UnicodeError()])
    def test_tells_a_name_that_does_not_resolve_as_unreachable(self, monkeypatch, trouble):
        def fail(*_: object, **__: object) -> None:
            raise trouble

        monkeypatch.setattr(guard.socket, "getaddrinfo", fail)

        with pytest.raises(RemoteUnreachable):
            http.get("http://nowhere.example/")
