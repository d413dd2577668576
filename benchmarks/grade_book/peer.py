"""The other side: pylti1p3 in an environment of its own, told what to send."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
)

from benchmarks.environments import ROOT, python_of
from lti_exams.platforms import api as platforms
from lti_exams.trust.models import KeyPair


class Peer:
    """A process that tells scores when it is asked to."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def tell(self, order: dict[str, Any]) -> dict[str, Any]:
        assert self.process.stdin
        assert self.process.stdout
        print(json.dumps(order), file=self.process.stdin, flush=True)
        told: dict[str, Any] = json.loads(self.process.stdout.readline())
        return told


@contextmanager
def running() -> Iterator[Peer]:
    command = [str(python_of("pylti1p3")), "-m", "benchmarks.peers.pylti1p3.scores"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:
        try:
            yield Peer(process)
        finally:
            process.kill()


def order_of(platform: platforms.Platform, column: str, **more: Any) -> dict[str, Any]:
    """Return what the peer must know to send as the same tool with the same key."""
    pair = KeyPair.objects.get(owner=platform.key_owner)
    return {
        "issuer": platform.issuer,
        "client_id": platform.client_id,
        "token_url": platform.token_url,
        "private_key": pair.private_pem,
        "public_key": _public(pair.private_pem),
        "column": column,
        "points": 80,
        "cut_at": None,
        **more,
    }


def _public(private_pem: str) -> str:
    public = load_pem_private_key(private_pem.encode(), None).public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
