"""Runs a part of the demo that ends with the demo, however the demo ends.

The demo holds the other end of our standard input and never writes to it. Whatever becomes of the
demo, the system closes that end, and reading here comes back empty.
"""

import os
import runpy
import signal
import sys
import threading
import time

_SECONDS_TO_STOP = 10


def main(module: str, *arguments: str) -> None:
    """Run a module with these arguments, as `python -m` does, for as long as the demo lives."""
    threading.Thread(target=_end_with_the_demo, daemon=True).start()
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def _end_with_the_demo() -> None:
    os.read(sys.stdin.fileno(), 1)
    # As Ctrl-C would: at SIGTERM gunicorn lingers.
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(_SECONDS_TO_STOP)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(*sys.argv[1:])
