"""The sweep of marks and the nightly renewal: alone, twice at once, killed half way, and with a record that fails."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import frappe
import pytest

from lead_intelligence.adapters.figure_marks import DOCTYPE, Figures, mark_all, marked
from lead_intelligence.adapters.journey import mark_stages
from lead_intelligence.jobs.figures import renew, sweep
from tests.bench.shadow import BenchCommandFailed
from tests.site.milestone_builders import MILESTONES, differing, random_journeys, readings
from tests.site.report_builders import a_company
from tests.site.stored_figures import worked_out_anew

KILLED_AFTER_STORING = """
import os, signal
from lead_intelligence.jobs import figures
figures.settle = lambda marks: os.kill(os.getpid(), signal.SIGKILL)
figures.sweep()
"""
KILLED_WHILE_FILLING = """
import os, signal
from lead_intelligence.adapters.milestones import store
from lead_intelligence.jobs import figures
store._BATCH = 5
renewed = []
renew_between = store._renew_between
def renew_and_die(after, upto):
	renewed.append(renew_between(after, upto))
	if len(renewed) == 3:
		os.kill(os.getpid(), signal.SIGKILL)
	return renewed[-1]
store._renew_between = renew_and_die
figures.fill("Milestones")
"""


@pytest.fixture
def company(live_site) -> str:
	def prepare() -> tuple[str, list[str]]:
		name = a_company()
		return name, random_journeys(name, 21, 30)

	live_site.wait_for_jobs()
	live_site.run(sweep)
	# A kept site remembers what it was told before.
	live_site.run(lambda: frappe.db.delete("Error Log", {"method": ("like", "%stored figures%")}))
	name, leads = live_site.run(prepare)
	yield name

	def take_away() -> None:
		frappe.db.delete("Lead Journey Entry", {"lead": ("in", leads)})
		frappe.db.delete("Lead", {"name": ("in", leads)})
		frappe.db.delete("Company", name)
		mark_stages(leads)

	live_site.run(take_away)
	live_site.run(sweep)


def left() -> int:
	return frappe.db.count(DOCTYPE, {"figures": Figures.MILESTONES.value})


def is_exact(company: str) -> bool:
	found = readings(company)
	with worked_out_anew(Figures.MILESTONES):
		expected = readings(company)
	frappe.db.rollback()
	return differing(found, expected) == []


def stored(company: str) -> int:
	leads = frappe.get_all("Lead", {"company": company}, pluck="name")
	return frappe.db.count(MILESTONES, {"name": ("in", leads)})


def errors(live_site, part: str) -> list[str]:
	return live_site.run(
		lambda: frappe.get_all("Error Log", {"method": ("like", f"%{part}%")}, pluck="error")
	)


def test_the_sweep_stores_what_is_marked_and_takes_the_marks_away(live_site, company):
	assert live_site.run(is_exact, company)
	assert live_site.run(stored, company) == 0
	live_site.run(sweep)
	assert live_site.run(left) == 0
	assert live_site.run(stored, company) > 10
	assert live_site.run(is_exact, company)


def test_two_sweeps_at_once(live_site, company):
	program = "from lead_intelligence.jobs.figures import sweep\nsweep()"
	with ThreadPoolExecutor(2) as pool:
		for done in [pool.submit(live_site.run_in_process, program) for _sweep in range(2)]:
			done.result()
	assert live_site.run(left) == 0
	assert live_site.run(is_exact, company)
	assert errors(live_site, "stored figures could not") == []


@pytest.mark.parametrize("program", [KILLED_AFTER_STORING, KILLED_WHILE_FILLING])
def test_what_a_killed_sweep_leaves_is_exact_and_done_by_the_next(live_site, company, program):
	if program is KILLED_WHILE_FILLING:
		live_site.run(mark_all, Figures.MILESTONES)
	with pytest.raises(BenchCommandFailed):
		live_site.run_in_process(program)
	assert live_site.run(left) > 0
	assert live_site.run(is_exact, company)
	live_site.run(sweep)
	live_site.wait_for_jobs()
	assert live_site.run(left) == 0
	assert live_site.run(is_exact, company)


def test_a_record_that_fails_keeps_its_mark_and_others_go_on(live_site, company):
	def one() -> str:
		leads = frappe.get_all("Lead", {"company": company}, pluck="name")
		return next(name for name in marked(Figures.MILESTONES, 1000).names("Lead") if name in leads)

	bad = live_site.run(one)
	program = f"""
from lead_intelligence.adapters.milestones import store
from lead_intelligence.jobs import figures
replace = store.replace
def fail(records):
	if {bad!r} in [name for _type, name in records]:
		raise ValueError("not this one")
	replace(records)
store.replace = fail
figures.sweep()
figures.sweep()
"""
	live_site.run_in_process(program)
	found = live_site.run(lambda: marked(Figures.MILESTONES, 10).names("Lead"))
	assert found == [bad]
	assert live_site.run(is_exact, company)
	assert len(errors(live_site, bad)) == 1
	live_site.run(sweep)
	assert live_site.run(left) == 0


def test_what_is_marked_while_it_works_stays_marked(live_site, company):
	program = """
import frappe
from lead_intelligence.adapters.figure_marks import Figures, mark
from lead_intelligence.adapters.milestones import store
from lead_intelligence.jobs import figures
replace = store.replace
def replace_and_mark(records):
	replace(records)
	mark(Figures.MILESTONES, *("Lead", ["MEANWHILE"]))
store.replace = replace_and_mark
figures.sweep()
"""
	live_site.run_in_process(program)
	assert live_site.run(lambda: marked(Figures.MILESTONES, 10).names("Lead")) == ["MEANWHILE"]


def test_a_mark_of_all_fills_the_table_anew(live_site, company):
	live_site.run(mark_all, Figures.MILESTONES)
	for _minute in range(2):
		live_site.run(sweep)
	live_site.wait_for_jobs()
	assert live_site.run(left) == 0
	assert live_site.run(stored, company) > 10
	assert live_site.run(is_exact, company)
	assert errors(live_site, "differed") == []


def test_every_night_what_was_changed_past_the_app_is_right_again_and_said(live_site, company):
	live_site.run(sweep)

	def change() -> None:
		leads = frappe.get_all("Lead", {"company": company}, pluck="name")
		frappe.db.set_value(MILESTONES, {"name": ("in", leads)}, "mask", 127, update_modified=False)

	live_site.run(change)
	assert not live_site.run(is_exact, company)
	live_site.run(renew)
	assert live_site.run(is_exact, company)
	assert any("had other Milestones stored" in text for text in errors(live_site, "differed"))
