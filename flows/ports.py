"""Where a server can listen: whether a port is free, who has it, and how it is reached."""

from __future__ import annotations

import contextlib
import errno
import socket
from pathlib import Path

ANY = "0.0.0.0"
"""Listens on every address of the machine."""


class ServerError(Exception):
    """The server cannot be started or reached; the message says why and what to do."""


def require_free_port(host: str, port: int) -> None:
    """Raise ``ServerError`` naming the holder of the port and a free one, if the port is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            return
        except PermissionError:
            raise ServerError(f"port {port} needs root: choose one above 1023 with --port") from None
        except socket.gaierror:
            raise ServerError(f"{host} is no address of this machine: say --host 127.0.0.1 or --host 0.0.0.0") from None
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise ServerError(f"cannot listen on {host}: {error.strerror}") from None
    holder = port_holder(port) or "a program of another user"
    raise ServerError(f"port {port} is taken by {holder}; free: bulletins up --port {_free_port(host, port)}")


def port_holder(port: int) -> str | None:
    """Name and number of the process that listens on a TCP port, as far as Linux lets us see it."""
    inodes = {
        fields[9]
        for table in ("/proc/net/tcp", "/proc/net/tcp6")
        for fields in map(str.split, _lines(table))
        if fields[3] == "0A" and int(fields[1].rpartition(":")[2], 16) == port
    }
    for fd in Path("/proc").glob("[0-9]*/fd/*"):
        with contextlib.suppress(OSError):
            if str(fd.readlink()).removeprefix("socket:[").rstrip("]") in inodes:
                process = fd.parent.parent
                command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
                return f"process {process.name} ({command[:80]})"
    return None


def address_of(host: str, port: int) -> str:
    """How this machine reaches a server that listens on ``host``."""
    return f"http://{'127.0.0.1' if host == ANY else host}:{port}"


def _free_port(host: str, port: int) -> int:
    for candidate in (*range(port + 1, min(port + 100, 65536)), 0):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind((host, candidate))
            return int(probe.getsockname()[1])
    raise ServerError(f"no port of {host} is free")


def _lines(table: str) -> list[str]:
    try:
        return Path(table).read_text().splitlines()[1:]
    except OSError:
        return []
