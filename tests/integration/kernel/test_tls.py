import datetime
import ssl
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from lti_exams.kernel import http
from lti_exams.kernel.remote import RemoteTimedOut, RemoteUnreachable
from tests.integration.kernel.conftest import CHUNKED, answer, dripping

DAY = datetime.timedelta(days=1)


@dataclass
class Identity:
    """A certificate for one name, its own authority, and what callers asked it for."""

    name: str
    folder: Path
    asked_for: list[str | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.bundle, key = self.folder / "both.pem", ec.generate_private_key(ec.SECP256R1())
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        self.bundle.write_bytes(pem + self._certificate(key).public_bytes(Encoding.PEM))

    def _certificate(self, key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "a test")])
        now = datetime.datetime.now(datetime.UTC)
        made = x509.CertificateBuilder(subject, subject, key.public_key())
        made = made.serial_number(7).not_valid_before(now - DAY).not_valid_after(now + DAY)
        names = x509.SubjectAlternativeName([x509.DNSName(self.name)])
        made = made.add_extension(names, critical=False)
        made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        return made.sign(key, hashes.SHA256())

    def context(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.bundle)
        context.sni_callback = lambda _socket, name, _context: self.asked_for.append(name)
        return context


@pytest.fixture
def identity(tmp_path, names, settings):
    settings.HTTP_ALLOW_PLAIN = False
    names["lms.example"] = names["other.example"] = [["127.0.0.1"]]
    return Identity("lms.example", tmp_path)


class TestTls:
    def test_trusts_the_bundle_that_staff_name(self, serve, identity, settings):
        settings.HTTP_CA_BUNDLE = str(identity.bundle)
        server = serve(answer(), tls=identity.context())

        assert http.get(server.url(host="lms.example", scheme="https")).ok

    def test_asks_for_the_name_though_it_connects_to_an_address(self, serve, identity, settings):
        settings.HTTP_CA_BUNDLE = str(identity.bundle)
        server = serve(answer(), tls=identity.context())

        http.get(server.url(host="lms.example", scheme="https"))

        assert identity.asked_for == ["lms.example"]

    def test_refuses_a_certificate_for_another_name(self, serve, identity, settings):
        settings.HTTP_CA_BUNDLE = str(identity.bundle)
        server = serve(answer(), tls=identity.context())

        with pytest.raises(RemoteUnreachable):
            http.get(server.url(host="other.example", scheme="https"))

    def test_refuses_an_authority_that_nobody_named(self, serve, identity):
        server = serve(answer(), tls=identity.context())

        with pytest.raises(RemoteUnreachable):
            http.get(server.url(host="lms.example", scheme="https"))

    @pytest.mark.slow
    def test_bounds_a_drip_inside_tls(self, serve, identity, settings):
        settings.HTTP_CA_BUNDLE = str(identity.bundle)
        server = serve(dripping(CHUNKED, b"1\r\na\r\n"), tls=identity.context())

        with pytest.raises(RemoteTimedOut):
            http.get(
                server.url(host="lms.example", scheme="https"),
                timeout=http.Patience(connect=1, read=0.3, total=0.6),
            )

    def test_a_server_without_tls_is_no_https_server(self, serve, identity):
        with pytest.raises(RemoteUnreachable):
            http.get(serve(b"hello\r\n").url(host="lms.example", scheme="https"))
