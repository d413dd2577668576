"""Whether a place to listen at is free."""

import socket


def is_free(host: str, port: int) -> bool:
    """Tell whether a program could listen there now; what was just left counts as free."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
