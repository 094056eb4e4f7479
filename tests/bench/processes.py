"""Processes that end when the tests end, however the tests end."""

from __future__ import annotations

import contextlib
import ctypes
import os
import random
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tests.bench.location import BenchUnusable

_DIE_WITH_PARENT = 1  # Linux: PR_SET_PDEATHSIG
_LOWEST_PORT = 10_000


def free_port() -> int:
	"""None that the system gives to outgoing connections: it may be bound only minutes later."""
	for _ in range(200):
		port = random.SystemRandom().randrange(_LOWEST_PORT, _first_port_of_connections())
		with socket.socket() as probe, contextlib.suppress(OSError):
			probe.bind(("127.0.0.1", port))
			return port
	raise BenchUnusable("no port is free")


def _first_port_of_connections() -> int:
	with contextlib.suppress(OSError, ValueError):
		first = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
		if first > _LOWEST_PORT + 1_000:
			return first
	return 32_768


def answers(port: int, host: str = "127.0.0.1") -> bool:
	with socket.socket() as probe:
		probe.settimeout(1)
		return probe.connect_ex((host, port)) == 0


def follow_parent() -> None:
	with contextlib.suppress(OSError, AttributeError):
		ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGTERM)


class BackgroundProcess:
	def __init__(
		self,
		name: str,
		command: Sequence[str | Path],
		*,
		log: Path,
		cwd: Path | None = None,
		environment: Mapping[str, str] | None = None,
	) -> None:
		self.name = name
		self.log = log
		with log.open("wb") as out:
			self._process = subprocess.Popen(
				[str(part) for part in command],
				cwd=cwd,
				env=environment,
				stdin=subprocess.DEVNULL,
				stdout=out,
				stderr=subprocess.STDOUT,
				start_new_session=True,
				preexec_fn=follow_parent,
			)

	def wait_until(self, ready: Callable[[], bool], seconds: float = 180) -> None:
		deadline = time.monotonic() + seconds
		while not ready():
			if self._process.poll() is not None:
				raise BenchUnusable(f"{self.name} ended at once:\n{self.last_lines()}")
			if time.monotonic() > deadline:
				raise BenchUnusable(f"{self.name} is not ready after {seconds:.0f} s:\n{self.last_lines()}")
			time.sleep(0.05)

	def last_lines(self, count: int = 20) -> str:
		return "\n".join(self.log.read_text(errors="replace").splitlines()[-count:])

	def stop(self) -> None:
		for sign, patience in ((signal.SIGTERM, 5), (signal.SIGKILL, 5)):
			with contextlib.suppress(ProcessLookupError):
				os.killpg(self._process.pid, sign)
			with contextlib.suppress(subprocess.TimeoutExpired):
				self._process.wait(patience)
				return
