"""The processes of a live site: web server, socketio and a worker."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.bench.location import BenchUnusable
from tests.bench.processes import BackgroundProcess, answers, free_port
from tests.bench.sites import Site

if TYPE_CHECKING:
	from rq.job import Job


@dataclass(frozen=True)
class Ports:
	web: int
	socketio: int

	@classmethod
	def free(cls) -> Ports:
		return cls(free_port(), free_port())

	@property
	def config(self) -> dict[str, object]:
		return {"webserver_port": self.web, "socketio_port": self.socketio}


class Servers:
	def __init__(self, site: Site, ports: Ports) -> None:
		self._site = site
		self._ports = ports
		self._processes: list[BackgroundProcess] = []

	@property
	def url(self) -> str:
		return f"http://127.0.0.1:{self._ports.web}"

	def start(self) -> None:
		shadow, site, ports = self._site.shadow, self._site.name, self._ports
		web = shadow.command("--site", site, "serve", f"--port={ports.web}", "--noreload")
		# DEV_SERVER makes the desk look for socketio on its own port; CI keeps the debugger away.
		web_process = self._start("web", web, DEV_SERVER="1", CI="1")
		socketio = ["node", str(shadow.bench.apps / "frappe" / "socketio.js")]
		socketio_process = self._start("socketio", socketio, FRAPPE_SITE=site)
		self._start("worker", shadow.command("worker", "--queue=short,default,long"))
		web_process.wait_until(self._web_is_ready)
		socketio_process.wait_until(lambda: answers(ports.socketio))

	def stop(self) -> None:
		for process in reversed(self._processes):
			process.stop()

	def wait_for_jobs(self, seconds: float = 300) -> None:
		"""Until the worker has nothing left to do. A job that failed since the last wait fails this one."""
		deadline = time.monotonic() + seconds
		while self._site.run(_unfinished_jobs):
			if time.monotonic() > deadline:
				log = self._site.shadow.logs / "worker.log"
				raise BenchUnusable(f"jobs are still waiting after {seconds:.0f} s, see {log}")
			time.sleep(0.1)
		failures = self._site.run(_forget_failed_jobs)
		assert not failures, "jobs failed:\n" + "\n".join(failures)

	def _start(self, name: str, command: list[str], **environment: str) -> BackgroundProcess:
		shadow = self._site.shadow
		process = BackgroundProcess(
			name,
			command,
			log=shadow.logs / f"{name}.log",
			cwd=shadow.sites,
			environment={**shadow.environment, **environment},
		)
		self._processes.append(process)
		return process

	def _web_is_ready(self) -> bool:
		direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
		try:
			with direct.open(f"{self.url}/api/method/ping", timeout=10) as answer:
				return answer.status == 200
		except urllib.error.HTTPError:
			raise
		except OSError:
			return False


def _jobs_of_this_site() -> list[Job]:
	"""Read from the jobs themselves: between queue and worker a job is in no list of RQ's."""
	import frappe
	from frappe.utils.background_jobs import get_redis_conn
	from rq.job import Job

	connection = get_redis_conn()
	ids = [
		key.decode().removeprefix("rq:job:") for key in connection.scan_iter(f"rq:job:{frappe.local.site}*")
	]
	return [job for job in Job.fetch_many(ids, connection=connection) if job]


def _unfinished_jobs() -> int:
	return sum(
		job.get_status() in ("queued", "started", "deferred", "scheduled") for job in _jobs_of_this_site()
	)


def _forget_failed_jobs() -> list[str]:
	failures = []
	for job in _jobs_of_this_site():
		if job.get_status() == "failed":
			failures.append(f"{job.kwargs.get('method')}: {job.exc_info}")
			job.delete()
	return failures
