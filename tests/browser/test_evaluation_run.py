"""A manager watches the leads being scored again, pauses that, and sees what came of it."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import cycle

import pytest

from tests.browser.desk import PHONE, WIDE
from tests.browser.stock import a_model, put_live, save_lead
from tests.site.rq_workers import Workers, own_queue

SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
STATES = {
	"Waiting": ({"planned": 0}, "Waiting for a background worker"),
	"Running": ({}, "You can leave this page"),
	"Paused": ({}, "Paused. Leads that are not done keep their score"),
	"Done": ({"leads_done": 100_000, "scored": 99_997, "failed": 3}, "All leads are done, in 24 s."),
	"Stopped": ({"stopped_because": "Stopped by Maud Petit."}, "Stopped by Maud Petit."),
}


def a_run(status: str, values: dict) -> str:
	"""A run of a hundred thousand leads, two thirds of them done, at which no worker is."""
	import frappe
	from frappe.utils import now_datetime

	from lead_intelligence.adapters.evaluation_runs import CHUNK, RUN

	now = now_datetime()
	run = frappe.new_doc(RUN)
	run.update(
		{
			"reason": "AL Scoring v7 went live",
			"cause": "Policy change",
			"company": frappe.defaults.get_global_default("company"),
			"status": status,
			"requested_by": "Administrator",
			"planned": 1,
			"leads_total": 100_000,
			"started_at": now - timedelta(seconds=24),
			"finished_at": now if status in ("Done", "Stopped") else None,
			**values,
		}
	)
	run.set_new_name()
	run.db_insert()
	if status in ("Running", "Paused", "Stopped"):
		rows = [
			(
				f"{run.name}-{number}",
				run.name,
				"Done",
				22_000,
				22_000,
				7_345,
				0,
				now - timedelta(seconds=7 * number),
			)
			for number in range(3)
		]
		columns = ["name", "run", "state", "leads", "scored", "grade_changed", "failed", "finished_at"]
		frappe.db.bulk_insert(CHUNK, columns, rows)
	return str(run.name)


@pytest.mark.parametrize(("status", "size"), list(zip(STATES, cycle([WIDE, PHONE]), strict=False)))
def test_what_a_run_says(page_as, live_site, status, size):
	values, sentence = STATES[status]
	run = live_site.run(a_run, status, values)
	desk = page_as("Sales Manager", size=size)
	page = desk.open(f"/app/lead-evaluation-run/{run}")
	shown = page.locator(".li-run")
	shown.wait_for()
	text = " ".join(shown.inner_text().split())
	assert sentence in text
	if status != "Waiting":
		assert re.search(r"66% 66.000 of 100.000 leads|100% 100.000 of 100.000 leads", text)
	if status == "Running":
		# How fast it goes is told of the last half minute, which may be over once the page is there.
		live_site.run(_work, run)
		fast = re.compile(r"Leads per second [\d.,\s]+ Time left \d+ s")
		desk.until(lambda: bool(fast.search(" ".join(shown.inner_text().split()))))
	if status == "Done":
		assert "Failed 3" in text
		assert "tried again" in text
	assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
	desk.screenshot(f"run-{status.lower()}-{size['width']}")
	live_site.run(_forget_run, run)


def _work(run: str) -> None:
	import frappe
	from frappe.utils import now_datetime

	for number in range(3):
		finished_at = now_datetime() - timedelta(seconds=7 * number)
		frappe.db.set_value("Lead Evaluation Chunk", f"{run}-{number}", "finished_at", finished_at)


def _forget_run(run: str) -> None:
	import frappe

	frappe.db.delete("Lead Evaluation Run", {"name": run})
	frappe.db.delete("Lead Evaluation Chunk", {"run": run})


def test_the_leads_that_failed_are_a_click_away(page_as, live_site):
	lead = live_site.run(save_lead, first_name="Failed", company_name="Broken & Co")
	live_site.run(_mark, lead)
	run = live_site.run(a_run, "Done", {"leads_done": 100_000, "failed": 1})
	desk = page_as("Sales Manager")
	page = desk.open(f"/app/lead-evaluation-run/{run}")
	page.locator(".li-run a", has_text="1").click()
	many = live_site.run(_count_marked)
	# Frappe first shows the whole list, and a second later what the link has chosen.
	page.wait_for_function(
		"""(many) => window.cur_list?.doctype === "Lead" && cur_list.data?.length === many
			&& cur_list.filter_area?.get().some((filter) => filter[1] === "li_needs_evaluation")""",
		arg=many,
	)
	page.locator(".list-row-container:visible").filter(has_text="Broken & Co").wait_for()
	desk.wait()
	assert page.locator(".list-row-container:visible").count() == many
	live_site.run(_forget_run, run)


def _mark(lead: str) -> None:
	import frappe

	frappe.db.set_value("Lead", lead, "li_needs_evaluation", 1, update_modified=False)


def _count_marked() -> int:
	import frappe

	return int(frappe.db.count("Lead", {"li_needs_evaluation": 1}))


def _leads(number: int) -> None:
	for place in range(number):
		save_lead(first_name=f"Run {place}", company_name="Re-scored")


@SIZES
def test_a_manager_follows_pauses_and_resumes_a_run(page_as, live_site, model, size, tmp_path, request):
	live_site.run(_leads, 40)
	workers = Workers(live_site, tmp_path)
	with own_queue(live_site, f"browser-runs-{size['width']}"):
		newer = live_site.run(put_live, a_model())
		request.addfinalizer(workers.kill)
		desk = page_as("Sales Manager", size=size)
		page = desk.open(f"/app/lead-scoring-model/{newer}")
		line = page.locator(".li-run-line")
		line.filter(has_text="The leads wait to be scored by this version.").wait_for()
		workers.start(seconds_per_lead=1)
		line.filter(has_text=re.compile(r"being scored by this version: \d+%")).wait_for()
		desk.screenshot(f"model-with-run-{size['width']}")
		line.get_by_text("Show progress").click()
		page.wait_for_function("() => document.querySelector('.li-run-running')?.ariaValueNow > 0")
		desk.press("Pause")
		page.locator(".li-run-paused").wait_for()
		assert 0 < int(page.locator(".li-run-bar").get_attribute("aria-valuenow")) < 100
		desk.wait()
		desk.screenshot(f"run-paused-by-manager-{size['width']}")
		workers.kill()
		workers.start()
		desk.press("Resume")
		page.locator(".li-run-done").wait_for(timeout=120_000)
		page.get_by_text(re.compile("All leads are done, in")).wait_for()
		desk.wait()
		assert "Done" in page.locator(".page-head:visible .indicator-pill").inner_text()
		desk.screenshot(f"run-done-by-manager-{size['width']}")
		workers.kill()


def test_stopping_asks_first_and_says_who_stopped(page_as, live_site):
	run = live_site.run(a_run, "Paused", {})
	desk = page_as("Sales Manager")
	page = desk.open(f"/app/lead-evaluation-run/{run}")
	page.locator(".li-run").wait_for()
	desk.press("Stop")
	desk.answer("Stop this run for good?")
	page.get_by_text("Stopped by Maud Petit. The other leads keep their score").first.wait_for()
	desk.wait()
	assert page.locator(".page-head:visible").get_by_role("button", name="Resume", exact=True).count() == 0
	live_site.run(_forget_run, run)


def test_reps_see_no_runs(page_as, live_site, model):
	desk = page_as("Sales User")
	page = desk.open(f"/app/lead-scoring-model/{model}")
	assert page.locator(".li-run-line").count() == 0
