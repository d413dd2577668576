"""Peers run in environments of their own: what they need never meets what we need."""

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def python_of(peer: str) -> Path:
    """Return the interpreter of a peer; its environment is made when its requirements change.

    They are in `benchmarks/peers/<peer>/requirements.txt`, the environment in `var/peers/<peer>`.
    """
    wanted = ROOT / "benchmarks" / "peers" / peer / "requirements.txt"
    home = ROOT / "var" / "peers" / peer
    stamp, state = home / "stamp", sha256(wanted.read_bytes()).hexdigest()
    python = home / "bin" / "python"
    if not stamp.is_file() or stamp.read_text() != state:
        _run(sys.executable, "-m", "venv", "--clear", str(home))
        _run(str(python), "-m", "pip", "install", "--quiet", "-r", str(wanted))
        stamp.write_text(state)
    return python


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=sys.stderr)
