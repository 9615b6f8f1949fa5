"""The network between a tablet and the server, with the faults one orders from it.

A TCP proxy in a thread of its own, so that a blocking browser and an asynchronous client use the same one. It knows
just enough of HTTP to see where a request and an answer end, and carries them byte for byte unless a fault says
otherwise.
"""

import asyncio
import gzip
import json
import random
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, TypeAlias

SYNC = b"POST /api/synchronisation "
PORTAL = b"<!doctype html><title>WiFi</title><h1>Bienvenue sur le WiFi de la gare</h1>"
LONGEST = 32 * 1024 * 1024
CHUNK_END = b"0\r\n\r\n"


async def read_message(reader: asyncio.StreamReader, first: bytes = b"", *, is_answer: bool = False) -> bytes:
    """One request or answer, whole, of which the first byte may have been read already."""
    head = first + await reader.readuntil(b"\r\n\r\n")
    fields = dict(line.lower().split(b":", 1) for line in head.split(b"\r\n")[1:] if b":" in line)
    if b"content-length" in fields:
        return head + await reader.readexactly(int(fields[b"content-length"]))
    if b"chunked" in fields.get(b"transfer-encoding", b""):
        body = b""
        while not body.endswith(CHUNK_END):
            size = await reader.readuntil(b"\r\n")
            body += size + await reader.readexactly(int(size, 16) + 2)
        return head + body
    is_bare = not is_answer or head.split(b" ")[1] in (b"204", b"304")
    return head if is_bare else head + await reader.read()


@dataclass
class Exchange:
    """A request that arrived, and what may be done about it."""

    request: bytes
    back: asyncio.StreamWriter
    port: int
    number: int = 0
    """Its place among the sendings of a queue, from 0."""
    began: float = field(default_factory=time.monotonic)

    @property
    def is_sync(self) -> bool:
        return self.request.startswith(SYNC)

    @property
    def batch(self) -> dict[str, Any]:
        return dict(json.loads(self.request.partition(b"\r\n\r\n")[2]))

    async def ask(self) -> bytes:
        """Carry the request to the server; its whole answer, empty when there is none."""
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=LONGEST)
        except OSError:
            return b""
        try:
            writer.write(self.request)
            return await read_message(reader, is_answer=True)
        except (OSError, asyncio.IncompleteReadError):
            return b""
        finally:
            writer.transport.abort()

    async def send_part(self, length: int) -> None:
        """Carry the first bytes of the request only, and hang up."""
        with suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", self.port)
            writer.write(self.request[:length])
            writer.close()
            await writer.wait_closed()

    async def give(self, content: bytes) -> None:
        self.back.write(content)
        await self.back.drain()

    async def answer(self, status: str, body: bytes, **fields: str) -> None:
        shown = {"content-type": "text/html", "content-length": str(len(body))} | fields
        lines = [f"HTTP/1.1 {status}", *(f"{name.replace('_', '-')}: {value}" for name, value in shown.items())]
        await self.give("\r\n".join([*lines, "", ""]).encode() + body)

    def cut(self) -> None:
        """Hang up at once; what was not given yet never arrives."""
        self.back.transport.abort()


Fault: TypeAlias = Callable[[Exchange], Awaitable[None]]


async def carry(exchange: Exchange) -> None:
    """No fault: the answer as it came."""
    answer = await exchange.ask()
    await exchange.give(answer) if answer else exchange.cut()


def lose_answer(draw: random.Random) -> Fault:
    """The server commits; its answer is cut before it, in its head or in its body."""

    async def fault(exchange: Exchange) -> None:
        answer = await exchange.ask()
        with suppress(OSError):
            await exchange.give(answer[: draw.choice((0, 0, draw.randrange(max(len(answer), 1))))])
        exchange.back.close()

    return fault


def cut_request(draw: random.Random) -> Fault:
    """The server receives a part of the request and never the rest."""

    async def fault(exchange: Exchange) -> None:
        await exchange.send_part(draw.randrange(len(exchange.request)))
        exchange.cut()

    return fault


async def portal(exchange: Exchange) -> None:
    """The page of a WiFi that wants an e-mail address, with status 200, to whatever is asked."""
    await exchange.answer("200 OK", PORTAL)


async def bad_gateway(exchange: Exchange) -> None:
    await exchange.answer("502 Bad Gateway", b"<h1>502 Bad Gateway</h1>")


async def byte_by_byte(exchange: Exchange) -> None:
    """The answer in as many packets as it has bytes."""
    for byte in await exchange.ask():
        await exchange.give(bytes([byte]))
        await asyncio.sleep(0)


async def cut_gzip(exchange: Exchange) -> None:
    """A gateway that compresses the answer, announces the length it sends, and loses the end."""
    head, _, body = (await exchange.ask()).partition(b"\r\n\r\n")
    whole = body if b"content-encoding: gzip" in head.lower() else gzip.compress(body)
    part = whole[: len(whole) // 2]
    await exchange.answer("200 OK", part, content_type="application/json", content_encoding="gzip")


def altered(path: str, change: Callable[[bytes], bytes]) -> Fault:
    """This one file comes with other bytes, of their right length; all else passes."""

    async def fault(exchange: Exchange) -> None:
        if not exchange.request.startswith(f"GET {path} ".encode()):
            await carry(exchange)
            return
        lines = exchange.request.split(b"\r\n")
        exchange.request = b"\r\n".join(line for line in lines if not line.lower().startswith(b"accept-encoding"))
        head, _, body = (await exchange.ask()).partition(b"\r\n\r\n")
        kept = [line for line in head.split(b"\r\n") if not line.lower().startswith((b"content-length", b"transfer-"))]
        body = change(body)
        await exchange.give(b"\r\n".join([*kept, f"content-length: {len(body)}".encode(), b"", b""]) + body)

    return fault


def after(seconds: float, fault: Fault = carry) -> Fault:
    """The same, but later."""

    async def late(exchange: Exchange) -> None:
        await asyncio.sleep(seconds)
        await fault(exchange)

    return late


def on_sync(fault: Fault, *, first: int | None = None) -> Fault:
    """Only for the sendings of a queue (the first ones, when a number is given); all else passes."""

    async def chosen(exchange: Exchange) -> None:
        is_hit = exchange.is_sync and (first is None or exchange.number < first)
        await (fault if is_hit else carry)(exchange)

    return chosen


class Network:
    """Listens on a port of its own, carries to `port`; `fault` may be changed at any time, `sendings` tells all."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.fault: Fault = carry
        self.sendings: list[Exchange] = []
        self.under_way = self.most_under_way = 0
        self.loop = asyncio.new_event_loop()
        self.here = 0
        self._relays: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.here}"

    async def open(self) -> None:
        self.server = await asyncio.start_server(self._relay, "127.0.0.1", self.here, limit=LONGEST)
        self.here = self.server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        self.server.close()
        relays = list(self._relays)
        for relay in relays:
            relay.cancel()
        await asyncio.gather(*relays, return_exceptions=True)

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._relays.add(task)
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):  # ends go away: so do networks
            await self._serve(reader, writer)
        self._relays.discard(task)
        writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Exchanges one after the other; one whose client went away is dropped on the other side too."""
        ahead = asyncio.ensure_future(reader.readexactly(1))
        while not writer.is_closing():
            request = await read_message(reader, await ahead)
            ahead = asyncio.ensure_future(reader.readexactly(1))
            work = asyncio.ensure_future(self._exchange(Exchange(request, writer, self.port)))
            try:
                await asyncio.wait({ahead, work}, return_when=asyncio.FIRST_COMPLETED)
                if ahead.done() and ahead.exception():
                    return
                await work
            finally:
                work.cancel()
        ahead.cancel()

    async def _exchange(self, exchange: Exchange) -> None:
        if not exchange.is_sync:
            return await self.fault(exchange)
        exchange.number = len(self.sendings)
        self.sendings.append(exchange)
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            await self.fault(exchange)
        finally:
            self.under_way -= 1

    def call(self, work: Any) -> Any:
        """Run a coroutine on the network's own loop, from any thread."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(30)


@contextmanager
def between(port: int) -> Iterator[Network]:
    """A network in front of the server of this port."""
    network = Network(port)
    thread = threading.Thread(target=network.loop.run_forever, daemon=True)
    thread.start()
    network.call(network.open())
    try:
        yield network
    finally:
        network.call(network.close())
        network.loop.call_soon_threadsafe(network.loop.stop)
        thread.join()
        network.loop.close()
