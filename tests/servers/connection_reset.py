"""Breaking the connection of a request, as a network does."""

import socket
import struct

from aiohttp import web


def reset_connection(request: web.Request) -> None:
    """Closes the request's connection with a TCP reset, so that no answer arrives."""
    transport = request.transport
    if transport is not None:
        raw: socket.socket = transport.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
