"""What a network does to a request: it breaks the connection, or a gateway answers."""

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


def bad_gateway() -> web.Response:
    """The page of a gateway that got no answer of the platform."""
    page = "<html>\n<h1>502 Bad Gateway</h1>\n<hr>nginx\n</html>"
    return web.Response(status=502, text=page, content_type="text/html")
