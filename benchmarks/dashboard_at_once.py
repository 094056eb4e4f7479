"""The parts of a dashboard as the desk asks for them: all at once, each of a process of its own, as they come from the server's workers."""

from __future__ import annotations

import time
from multiprocessing import get_context
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Barrier

import frappe

from benchmarks.desk_on_sites import database_thread
from lead_intelligence.adapters.board.parts import PARTS, SLOW
from lead_intelligence.api.board import board

Taken = tuple[float, float]


def measured(user: str, span: str, runs: int) -> tuple[list[float], list[float]]:
	"""Of each run the seconds until the last part but the slow ones was there, and the work of all processors."""
	forked, parts = get_context("fork"), [part for part in PARTS if part not in SLOW]
	start, answers = forked.Barrier(len(parts) + 1), forked.SimpleQueue()
	site, folder = frappe.local.site, frappe.local.sites_path
	workers = [
		forked.Process(target=_work, args=(site, folder, user, span, part, runs, start, answers))
		for part in parts
	]
	for worker in workers:
		worker.start()
	taken, worked = [], []
	for _run in range(runs):
		start.wait()
		begun = time.perf_counter()
		found: list[Taken] = [answers.get() for _part in parts]
		taken.append(max(ended for ended, _work in found) - begun)
		worked.append(sum(work for _ended, work in found))
	for worker in workers:
		worker.join()
	return taken, worked


def _work(
	site: str,
	folder: str,
	user: str,
	span: str,
	part: str,
	runs: int,
	start: Barrier,
	answers: SimpleQueue[Taken],
) -> None:
	# A connection is not to be shared with whom this process was forked from.
	frappe.init(site, sites_path=folder, force=True)
	frappe.connect()
	frappe.set_user(user)
	of_database = database_thread()
	for _run in range(runs):
		start.wait()
		spent = time.process_time() + of_database()
		board(span, parts=[part])
		answers.put((time.perf_counter(), time.process_time() + of_database() - spent))
