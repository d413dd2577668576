import json

import pytest
from django.db import transaction

from lti_exams.kernel import http
from lti_exams.kernel.remote import RemoteInsideTransaction, RemoteNotJson
from tests.integration.kernel.conftest import answer


class TestCall:
    def test_returns_status_headers_and_body(self, serve):
        server = serve(answer(b'{"a": 1}', status="201 Created", headers="X-Kind: b\r\n"))

        got = http.get(server.url("/keys"))

        assert (got.status, got.headers["x-kind"], got.json(), got.ok) == (201, "b", {"a": 1}, True)

    def test_says_who_we_are(self, serve, settings):
        server = serve(answer())

        http.get(server.url())

        assert f"User-Agent: lti_exams (+{settings.PUBLIC_ORIGIN})".encode() in server.requests[0]

    def test_sends_a_form(self, serve):
        server = serve(answer())

        http.post(server.url(), data={"grant_type": "client_credentials"})

        assert server.requests[0].endswith(b"grant_type=client_credentials")

    @pytest.mark.parametrize("send", [http.post, http.put])
    def test_sends_json(self, serve, send):
        server = serve(answer())

        send(server.url(), json={"score": 1})

        head, _, body = server.requests[0].partition(b"\r\n\r\n")
        assert (json.loads(body), b"application/json" in head) == ({"score": 1}, True)

    def test_deletes(self, serve):
        server = serve(answer(b"", status="204 No Content"))

        assert http.delete(server.url("/7")).status == 204

        assert server.requests[0].startswith(b"DELETE /7 ")

    @pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See", "307 T", "308 P"])
    @pytest.mark.parametrize("send", [http.get, http.post, http.put, http.delete])
    def test_follows_no_redirect(self, serve, send, status):
        elsewhere = serve(answer())
        server = serve(answer(b"", status=status, headers=f"Location: {elsewhere.url()}\r\n"))

        got = send(server.url())

        assert (got.status, got.ok, elsewhere.requests) == (int(status[:3]), False, [])

    def test_uses_a_connection_again(self, serve):
        server = serve(answer())

        http.get(server.url())
        http.get(server.url())

        assert (len(server.requests), len(server.peers)) == (2, 1)

    def test_keeps_no_cookies(self, serve):
        server = serve(answer(headers="Set-Cookie: theirs=1\r\n"))

        http.get(server.url())
        http.get(server.url())

        assert b"theirs" not in server.requests[1]

    def test_goes_through_no_proxy_of_the_environment(self, serve, monkeypatch):
        proxy, server = serve(answer()), serve(answer(b"[]"))
        monkeypatch.setenv("HTTP_PROXY", proxy.url())
        monkeypatch.setenv("ALL_PROXY", proxy.url())

        assert http.get(server.url()).json() == []
        assert proxy.requests == []

    def test_takes_no_password_from_the_environment(self, serve, monkeypatch, tmp_path):
        netrc = tmp_path / "netrc"
        netrc.write_text("machine 127.0.0.1 login us password ours")
        monkeypatch.setenv("NETRC", str(netrc))
        server = serve(answer())

        http.get(server.url())

        assert b"authorization" not in server.requests[0].lower()

    def test_shows_nothing_secret_when_it_is_printed(self, serve):
        server = serve(answer(b'"secret"', headers="X-Token: secret\r\n"))

        assert "secret" not in repr(http.get(server.url("/?token=secret")))

    @pytest.mark.parametrize("body", [b"<html>", b"", b'{"a": 1, "a": 2}', b"NaN", b"[" * 99])
    def test_refuses_to_read_what_is_not_strict_json(self, serve, body):
        server = serve(answer(body))

        with pytest.raises(RemoteNotJson):
            http.get(server.url()).json()


@pytest.mark.django_db(transaction=True)
class TestCallInsideTransaction:
    def test_is_refused_before_anything_is_sent(self, serve):
        server = serve(answer())

        with transaction.atomic(), pytest.raises(RemoteInsideTransaction):
            http.get(server.url())

        assert server.peers == []

    def test_is_refused_inside_a_savepoint_too(self, serve):
        server = serve(answer())

        with transaction.atomic(), transaction.atomic(), pytest.raises(RemoteInsideTransaction):
            http.get(server.url())

    def test_is_made_once_the_transaction_has_ended(self, serve):
        server = serve(answer())
        with transaction.atomic():
            pass

        assert http.get(server.url()).ok


@pytest.mark.django_db
class TestCallInsideTestCase:
    def test_does_not_count_the_transaction_around_a_test(self, serve):
        assert http.get(serve(answer()).url()).ok

    def test_still_counts_one_that_the_program_opens(self, serve):
        server = serve(answer())

        with transaction.atomic(), pytest.raises(RemoteInsideTransaction):
            http.get(server.url())
