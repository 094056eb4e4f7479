"""A receiver of webhooks on this machine that fails in all the usual ways, one after the other."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

Behaviour = Callable[[BaseHTTPRequestHandler], None]


@dataclass(frozen=True)
class Received:
	path: str
	headers: dict[str, str]
	body: bytes


@dataclass
class WebhookReceiver:
	"""`behaviours`: what it does with the next calls; afterwards it answers 200. `received`: all calls."""

	port: int
	behaviours: list[Behaviour] = field(default_factory=list)
	received: list[Received] = field(default_factory=list)

	def url(self, path: str = "/services/T0000/B0000/very-secret-token") -> str:
		return f"http://127.0.0.1:{self.port}{path}"


@contextmanager
def listening(tls: ssl.SSLContext | None = None) -> Iterator[WebhookReceiver]:
	class Handler(BaseHTTPRequestHandler):
		def do_POST(self) -> None:
			body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
			receiver.received.append(Received(self.path, dict(self.headers.items()), body))
			behave = receiver.behaviours.pop(0) if receiver.behaviours else answers(200, "ok")
			with suppress(OSError):
				behave(self)

		def log_message(self, *args: object) -> None:
			pass

	class Server(ThreadingHTTPServer):
		daemon_threads = True

		def handle_error(self, *args: object) -> None:
			pass

	server = Server(("127.0.0.1", 0), Handler)
	if tls:
		server.socket = tls.wrap_socket(server.socket, server_side=True)
	receiver = WebhookReceiver(server.server_port)
	thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
	thread.start()
	try:
		yield receiver
	finally:
		server.shutdown()
		server.server_close()


def answers(status: int, text: str = "", **headers: str) -> Behaviour:
	"""`Retry_After="5"` is a header."""

	def behave(handler: BaseHTTPRequestHandler) -> None:
		handler.send_response(status)
		for name, value in headers.items():
			handler.send_header(name.replace("_", "-"), value)
		handler.send_header("Content-Length", str(len(text.encode())))
		handler.end_headers()
		handler.wfile.write(text.encode())

	return behave


def hangs(handler: BaseHTTPRequestHandler) -> None:
	time.sleep(5)


def drips_headers(handler: BaseHTTPRequestHandler) -> None:
	"""A byte now and then: no single read ever times out."""
	handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
	for _ in range(100):
		handler.wfile.write(b"a")
		handler.wfile.flush()
		time.sleep(0.1)


def drops_the_connection(handler: BaseHTTPRequestHandler) -> None:
	handler.connection.shutdown(socket.SHUT_RDWR)
	handler.close_connection = True


def sends_garbage(handler: BaseHTTPRequestHandler) -> None:
	handler.wfile.write(b"\x00\xff this is no HTTP\r\n\r\n")
	handler.close_connection = True


def never_ends(handler: BaseHTTPRequestHandler) -> None:
	handler.send_response(200)
	handler.end_headers()
	for _ in range(100_000):
		handler.wfile.write(b"endless " * 128)


def drips_its_body(handler: BaseHTTPRequestHandler) -> None:
	handler.send_response(200)
	handler.end_headers()
	for _ in range(100):
		handler.wfile.write(b"a")
		handler.wfile.flush()
		time.sleep(0.1)


def closed_port() -> int:
	with socket.socket() as held:
		held.bind(("127.0.0.1", 0))
		return int(held.getsockname()[1])


@contextmanager
def listening_by_tls(folder: Path, name: str) -> Iterator[tuple[WebhookReceiver, Path]]:
	"""With a certificate for `name`, whose own file is the only authority for it."""
	certificate, key = folder / "certificate.pem", folder / "key.pem"
	subprocess.run(
		[
			*(
				"openssl",
				"req",
				"-x509",
				"-newkey",
				"ec",
				"-pkeyopt",
				"ec_paramgen_curve:prime256v1",
				"-nodes",
			),
			*("-keyout", str(key), "-out", str(certificate), "-days", "2", "-subj", f"/CN={name}"),
			*("-addext", f"subjectAltName=DNS:{name}"),
		],
		check=True,
		capture_output=True,
	)
	context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
	context.load_cert_chain(certificate, key)
	with listening(context) as receiver:
		yield receiver, certificate
