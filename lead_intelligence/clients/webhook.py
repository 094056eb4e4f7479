"""Calls to webhooks: the address that was checked is the one that is connected to, and nothing takes longer or is longer than
it may."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

from lead_intelligence.core.problems import Problem
from lead_intelligence.core.webhooks import retrying
from lead_intelligence.core.webhooks.addresses import host_of, problems_of_url, redirected, refusal_of
from lead_intelligence.core.webhooks.retrying import Failure, Reply

_MOST_REDIRECTS = 3
# 303 says that the call was taken and what it led to stands elsewhere, which nobody here wants to read.
_REDIRECTS = (301, 302, 307, 308)
_EXCERPT = 4_096
_CONNECT_SECONDS = 5.0
_AGENT = "Lead-Intelligence-Webhook/1"


class _Refused(Exception):
	"""Not sent, and not to be tried again. Nothing of requests and urllib3 takes it for a fault of the connection."""

	def __init__(self, problem: Problem) -> None:
		super().__init__(problem.text())
		self.problem = problem


class _NoName(Exception):
	pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
	"""`seconds`: within which all of it is over, redirects included."""

	url: str
	body: bytes
	headers: Mapping[str, str]
	seconds: float
	allow_private: bool = False


def post(call: Call) -> Reply | Failure:
	host = host_of(call.url)
	problems = problems_of_url(call.url, allow_private=call.allow_private)
	if problems:
		return Failure(problem=problems[0], final=True)
	with _limited(call.seconds) as limit:
		try:
			return _follow(call, limit)
		except _Refused as refusal:
			return Failure(problem=refusal.problem, final=True)
		except _NoName:
			return retrying.no_name(host)
		except requests.exceptions.SSLError:
			return retrying.too_late(host, call.seconds) if limit.is_over else retrying.no_trust(host)
		except requests.Timeout:
			return retrying.too_late(host, call.seconds)
		except requests.ConnectionError as error:
			if limit.is_over:
				return retrying.too_late(host, call.seconds)
			is_garbage = "BadStatusLine" in repr(error) or "LineTooLong" in repr(error)
			return retrying.not_understood(host) if is_garbage else retrying.no_connection(host)
		except (requests.RequestException, HTTPError, ValueError):
			return retrying.too_late(host, call.seconds) if limit.is_over else retrying.not_understood(host)


def _follow(call: Call, limit: _Limit) -> Reply | Failure:
	url = call.url
	for _hop in range(_MOST_REDIRECTS + 1):
		with (
			_session(call.allow_private, limit) as session,
			closing(_send(session, url, call, limit)) as answer,
		):
			if limit.is_over:
				# Headers that were cut off look like complete ones.
				raise requests.Timeout
			location = answer.headers.get("Location")
			if answer.status_code not in _REDIRECTS or not location:
				return Reply(
					status=answer.status_code,
					excerpt=_beginning(answer),
					retry_after=answer.headers.get("Retry-After"),
				)
		target = redirected(url, location, allow_private=call.allow_private)
		if isinstance(target, Problem):
			raise _Refused(target)
		url = target
	return retrying.too_many_redirects(host_of(call.url))


def _send(session: requests.Session, url: str, call: Call, limit: _Limit) -> requests.Response:
	left = limit.seconds_left()
	return session.post(
		url,
		data=call.body,
		headers={
			"Content-Type": "application/json",
			"Accept-Encoding": "identity",
			"User-Agent": _AGENT,
			**call.headers,
		},
		timeout=(min(_CONNECT_SECONDS, left), left),
		allow_redirects=False,
		stream=True,
	)


def _beginning(answer: requests.Response) -> str:
	"""What is slow or broken off after the status changes nothing about the status."""
	found = b""
	with suppress(requests.RequestException, HTTPError, OSError, ValueError):
		for piece in answer.raw.stream(512, decode_content=False):
			found += piece
			if len(found) >= _EXCERPT:
				break
	return found[:_EXCERPT].decode(errors="replace").replace("\x00", "\ufffd")


@contextmanager
def _session(allow_private: bool, limit: _Limit) -> Iterator[requests.Session]:
	with requests.Session() as session:
		# No proxy, which would look up the host by itself, and no passwords of a .netrc.
		session.trust_env = False
		session.verify = os.environ.get("REQUESTS_CA_BUNDLE") or True
		adapter = _CheckingAdapter(allow_private, limit)
		session.mount("http://", adapter)
		session.mount("https://", adapter)
		yield session


class _Limit:
	"""Time-outs of sockets are for each read: who sends a byte now and then would keep us for ever."""

	def __init__(self, seconds: float) -> None:
		self._ends = time.monotonic() + seconds
		self._sockets: list[socket.socket] = []
		self._lock = threading.Lock()
		self.is_over = False

	def seconds_left(self) -> float:
		return max(self._ends - time.monotonic(), 0.01)

	def watch(self, connection: socket.socket) -> None:
		# TLS takes the socket away from its first owner, but not from a copy.
		copy = connection.dup()
		with self._lock:
			self._sockets.append(copy)
			is_over = self.is_over
		if is_over:
			self.end()

	def end(self) -> None:
		with self._lock:
			self.is_over = True
			for copy in self._sockets:
				with suppress(OSError):
					copy.shutdown(socket.SHUT_RDWR)

	def close(self) -> None:
		with self._lock:
			for copy in self._sockets:
				copy.close()
			self._sockets.clear()


@contextmanager
def _limited(seconds: float) -> Iterator[_Limit]:
	limit = _Limit(seconds)
	timer = threading.Timer(seconds, limit.end)
	timer.daemon = True
	timer.start()
	try:
		yield limit
	finally:
		timer.cancel()
		limit.close()


class _CheckingAdapter(HTTPAdapter):
	def __init__(self, allow_private: bool, limit: _Limit) -> None:
		self._pools = _pools(allow_private, limit)
		super().__init__()

	def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
		super().init_poolmanager(*args, **kwargs)
		self.poolmanager: PoolManager
		self.poolmanager.pool_classes_by_scheme = self._pools


def _pools(allow_private: bool, limit: _Limit) -> dict[str, type[HTTPConnectionPool]]:
	class Checking:
		"""Looks up the host once, checks what is found, and connects to that. The name stays what the certificate and the
		Host header are about."""

		def _new_conn(self: Any) -> socket.socket:
			return _connected(self, allow_private, limit)

	class Plain(Checking, HTTPConnection):
		pass

	class Secure(Checking, HTTPSConnection):
		pass

	class PlainPool(HTTPConnectionPool):
		ConnectionCls = Plain

	class SecurePool(HTTPSConnectionPool):
		ConnectionCls = Secure

	return {"http": PlainPool, "https": SecurePool}


def _connected(asked: Any, allow_private: bool, limit: _Limit) -> socket.socket:
	try:
		found = socket.getaddrinfo(asked.host.strip("[]"), asked.port, type=socket.SOCK_STREAM)
	except (OSError, UnicodeError) as error:
		raise _NoName from error
	for *_more, where in found:
		if refusal := refusal_of(str(where[0]), allow_private=allow_private):
			raise _Refused(refusal)
	problem: OSError | None = None
	for family, kind, protocol, _name, where in found:
		connection = socket.socket(family, kind, protocol)
		try:
			connection.settimeout(min(_CONNECT_SECONDS, limit.seconds_left()))
			# The very address that was checked, not its name, which may lead elsewhere by now.
			connection.connect(where)
		except OSError as error:
			problem = error
			connection.close()
			continue
		limit.watch(connection)
		return connection
	if isinstance(problem, TimeoutError):
		raise ConnectTimeoutError(asked, "timed out")
	raise NewConnectionError(asked, str(problem))
