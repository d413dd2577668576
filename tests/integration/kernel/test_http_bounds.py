import gzip
import socket
import time
import zlib

import pytest

from lti_exams.kernel import http
from lti_exams.kernel.remote import RemoteTimedOut, RemoteTooLarge, RemoteUnreachable
from tests.integration.kernel.conftest import CHUNKED, answer, dripping, endless

IMPATIENT = http.Patience(connect=1, read=0.3, total=0.6)
ENOUGH = 3.0


class TestTime:
    @pytest.mark.parametrize(
        ("head", "drop"),
        [
            (b"", b"H"),
            (b"HTTP/1.1 200 OK\r\nX: ", b"a"),
            (b"HTTP/1.1 200 OK\r\nContent-Length: 600\r\n\r\n", b"a"),
            (CHUNKED, b"1\r\na\r\n"),
            (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        ],
        ids=["status", "header", "body", "chunks", "continue"],
    )
    @pytest.mark.slow
    def test_a_server_that_drips_holds_us_no_longer_than_the_total(self, serve, head, drop):
        server = serve(dripping(head, drop))
        began = time.monotonic()

        with pytest.raises(RemoteTimedOut):
            http.get(server.url(), timeout=IMPATIENT)

        assert time.monotonic() - began < ENOUGH

    def test_a_server_that_says_nothing_holds_us_no_longer_than_one_read(self, serve):
        server = serve(lambda connection: connection.recv(1))
        began = time.monotonic()

        with pytest.raises(RemoteTimedOut):
            http.get(server.url(), timeout=http.Patience(connect=1, read=0.2, total=60))

        assert time.monotonic() - began < ENOUGH

    def test_a_tls_handshake_that_never_comes_holds_us_no_longer_than_connecting(self, serve):
        server = serve(lambda connection: connection.recv(1))
        began = time.monotonic()

        patience = http.Patience(connect=0.3, read=0.3, total=60)
        with pytest.raises(RemoteTimedOut):
            http.get(server.url(scheme="https"), timeout=patience)

        assert time.monotonic() - began < ENOUGH


class TestSize:
    def test_reads_a_body_of_exactly_the_limit(self, serve):
        server = serve(answer(b"a" * 1_000))

        assert len(http.get(server.url(), max_bytes=1_000).body) == 1_000

    def test_refuses_a_body_one_byte_over_the_limit(self, serve):
        server = serve(answer(b"a" * 1_001))

        with pytest.raises(RemoteTooLarge):
            http.get(server.url(), max_bytes=1_000)

    def test_refuses_a_body_without_an_end(self, serve):
        server = serve(endless(CHUNKED, b"1000\r\n" + b"a" * 4096 + b"\r\n"))

        with pytest.raises(RemoteTooLarge):
            http.get(server.url())

    @pytest.mark.parametrize(
        "piece", [b"0" * 4096, b"HTTP/1.1 100 Continue\r\n\r\n" * 100], ids=["chunk", "continue"]
    )
    def test_refuses_an_endless_line_where_no_body_is_counted(self, serve, piece):
        head = CHUNKED if piece.startswith(b"0") else b""
        server = serve(endless(head, piece))

        with pytest.raises((RemoteTooLarge, RemoteUnreachable)):
            http.get(server.url(), timeout=http.Patience(total=10))

    def test_counts_what_comes_out_of_the_decompressor(self, serve):
        bomb = gzip.compress(b"0" * 50_000_000)
        server = serve(answer(bomb, headers="Content-Encoding: gzip\r\n"))
        assert len(bomb) < 100_000

        with pytest.raises(RemoteTooLarge):
            http.get(server.url())

    def test_reads_an_honest_compressed_body(self, serve):
        packed = zlib.compress(b'{"a": 1}')
        server = serve(answer(packed, headers="Content-Encoding: deflate\r\n"))

        assert http.get(server.url()).json() == {"a": 1}


class TestGarbage:
    @pytest.mark.parametrize(
        "said",
        [
            b"",
            b"\x00\x01\x02\r\n\r\n",
            b"SSH-2.0-OpenSSH_9.2\r\n",
            b"HTTP/1.1 abc OK\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort",
            b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na",
            b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 200 + b"\r\n",
            b"HTTP/1.1 200 OK\r\nX: " + b"a" * 70_000 + b"\r\n\r\n",
            CHUNKED + b"zz\r\na\r\n",
            CHUNKED + b"-5\r\na\r\n",
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
        ],
    )
    def test_is_no_answer(self, serve, said):
        def say(connection: socket.socket) -> None:
            connection.sendall(said)
            connection.shutdown(socket.SHUT_WR)

        with pytest.raises(RemoteUnreachable):
            http.get(serve(say).url(), timeout=IMPATIENT)

    def test_nobody_listening_is_told_as_unreachable(self, serve):
        server = serve(answer())
        server.close()

        with pytest.raises(RemoteUnreachable):
            http.get(server.url())
