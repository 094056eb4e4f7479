"""MariaDB, which is shared and started if it is down, and a Redis of the tests' own."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

from tests.bench.database import Database
from tests.bench.location import BenchUnusable
from tests.bench.processes import BackgroundProcess, answers, free_port


def start_mariadb(database: Database) -> None:
	port = int(database.port)
	if not answers(port, database.host):
		if os.geteuid() != 0 or not shutil.which("service"):
			raise BenchUnusable(f"MariaDB does not answer at {database.host}:{port}: start it")
		subprocess.run(["service", "mariadb", "start"], capture_output=True, check=False)
		deadline = time.monotonic() + 60
		while not answers(port, database.host):
			if time.monotonic() > deadline:
				raise BenchUnusable(
					f"MariaDB does not answer at {database.host}:{port}, and could not be started"
				)
			time.sleep(0.2)
	database.check_login()


class Redis:
	"""One server for cache and queue. It is empty at the start and leaves nothing behind."""

	def __init__(self, folder: Path) -> None:
		program = shutil.which("redis-server")
		if not program:
			raise BenchUnusable("redis-server is not installed")
		self.port = free_port()
		self._process = BackgroundProcess(
			"Redis",
			[program, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
			log=folder / "redis.log",
			cwd=folder,
		)
		self._process.wait_until(lambda: answers(self.port))

	@property
	def config(self) -> dict[str, str]:
		cache = f"redis://127.0.0.1:{self.port}/0"
		queue = f"redis://127.0.0.1:{self.port}/1"
		return {"redis_cache": cache, "redis_socketio": cache, "redis_queue": queue}

	def stop(self) -> None:
		self._process.stop()
