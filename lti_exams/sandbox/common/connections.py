"""Breaking a connection on purpose."""

import os
import socket
import struct

NO_LINGERING = struct.pack("ii", 1, 0)


def reset(connection: socket.socket) -> None:
    """Reset a connection, so that the other side learns nothing of what was done."""
    # Lingering for no time makes the kernel send a reset instead of a goodbye.
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGERING)
    # The server's files keep a socket open through `close`, so its descriptor is taken from it.
    os.close(connection.detach())
