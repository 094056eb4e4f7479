"""Real workers of RQ on a queue of the tests' own, slowed down so that things can happen meanwhile, and killed."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.live_site import LiveSite
from tests.bench.processes import follow_parent

LEADS_IN_A_CHUNK = 10
_PROGRAM = """
import os, sys, time
import frappe
frappe.init(site={site!r})
from lead_intelligence.adapters import bulk_evaluation, evaluation_runs, run_chunks
evaluation_runs.LEADS_IN_A_CHUNK = {chunk}
run_chunks._NAMES_AT_ONCE = 3 * {chunk}
evaluate, take = bulk_evaluation.evaluate_lead, run_chunks.Worker._take
def slowly(*args, **kwargs):
	time.sleep({seconds})
	return evaluate(*args, **kwargs)
def noted(self, chunk):
	taken = take(self, chunk)
	if taken:
		with open({log!r}, "a") as log:
			print(os.getpid(), file=log)
	return taken
bulk_evaluation.evaluate_lead = slowly
run_chunks.Worker._take = noted
from frappe.utils.background_jobs import get_queue
from rq import Worker
queue = get_queue("long")
Worker([queue], connection=queue.connection).work(logging_level="WARNING")
"""


class Workers:
	"""`start()` one; each takes `seconds_per_lead` for a lead. `chunks_of()` counts the chunks by process."""

	def __init__(self, site: LiveSite, folder: Path) -> None:
		self._site = site
		self._log = folder / "chunks.log"
		self._processes: list[subprocess.Popen[bytes]] = []

	def start(self, seconds_per_lead: float = 0.0) -> None:
		shadow = self._site.site.shadow
		program = _PROGRAM.format(
			site=self._site.name, chunk=LEADS_IN_A_CHUNK, seconds=seconds_per_lead, log=str(self._log)
		)
		self._processes.append(
			subprocess.Popen(
				[sys.executable, "-c", program],
				cwd=shadow.sites,
				env=shadow.environment,
				start_new_session=True,
				preexec_fn=follow_parent,
			)
		)

	def kill(self) -> None:
		"""With the process that does the job, in the middle of whatever they are doing."""
		for process in self._processes:
			horses = Path(f"/proc/{process.pid}/task/{process.pid}/children")
			pids = [process.pid]
			with contextlib.suppress(FileNotFoundError):
				pids += [int(pid) for pid in horses.read_text().split()]
			for pid in pids:
				with contextlib.suppress(ProcessLookupError):
					os.kill(pid, signal.SIGKILL)
			process.wait()
		self._processes.clear()

	def chunks_of(self) -> dict[str, int]:
		pids = self._log.read_text().split() if self._log.exists() else []
		return {pid: pids.count(pid) for pid in pids}


@contextmanager
def own_queue(site: LiveSite, name: str) -> Iterator[None]:
	"""Jobs of the site go where the site's own worker does not look."""
	file = site.site.folder / "site_config.json"
	before = file.read_text()
	file.write_text(json.dumps({**json.loads(before), "bench_id": name}))
	try:
		yield
		site.run(forget_jobs)
	finally:
		file.write_text(before)


def forget_jobs() -> None:
	"""Those that nobody took, and those of a worker that was killed, of which RQ believes for long that it is at work."""
	import frappe
	from frappe.utils.background_jobs import get_queue
	from rq.registry import StartedJobRegistry

	queue = get_queue("long")
	queue.empty()
	redis = queue.connection
	for key in (StartedJobRegistry(queue=queue).key, *redis.scan_iter(f"rq:job:{frappe.local.site}*")):
		redis.delete(key)


def wait_until(ready: Callable[[], bool], seconds: float = 120) -> None:
	deadline = time.monotonic() + seconds
	while not ready():
		assert time.monotonic() < deadline, "waited in vain"
		time.sleep(0.03)
