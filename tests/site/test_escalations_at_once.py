"""Sweeps at the same moment, and sweeps that are killed: each step is decided once, and nobody is forgotten."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import frappe
import pytest

from lead_intelligence.jobs.escalations import sweep
from tests.bench.people import REP
from tests.bench.shadow import BenchCommandFailed
from tests.site.builders import a_lead, another_company
from tests.site.response_builders import a_live_policy, backdated, clock, step

LEADS = 24


@pytest.fixture
def leads(live_site):
	"""Each has a step that has come."""

	def make():
		abbr = frappe.generate_hash(length=6)
		company = another_company(f"Escalated {abbr}", abbr)
		a_live_policy(company=company, escalations=[step(50), step(75, "Raise Priority")])
		names = [a_lead(company=company, lead_owner=REP.user).name for _ in range(LEADS)]
		for name in names:
			backdated(name, minutes=50)
		return names

	names = live_site.run(make)
	live_site.wait_for_jobs()
	return names


def decided(live_site, names) -> Counter:
	def look():
		fields = ["lead", "action", "state"]
		rows = frappe.get_all("Lead Escalation", filters={"lead": ("in", names)}, fields=fields, limit=0)
		return Counter((row.action, row.state) for row in rows)

	return live_site.run(look)


ALL = Counter({("Notify Owner", "Delivered"): LEADS, ("Raise Priority", "Delivered"): LEADS})


def test_sweeps_at_once_share_the_work(live_site, leads):
	with ThreadPoolExecutor(4) as pool:
		ends = [future.exception() for future in [pool.submit(live_site.run, sweep) for _ in range(4)]]
	assert ends == [None] * 4
	live_site.run(sweep)
	assert decided(live_site, leads) == ALL
	told = live_site.run(
		lambda: frappe.get_all(
			"Notification Log", filters={"for_user": REP.user, "subject": ("like", "%wait%")}, pluck="subject"
		)
	)
	assert told


KILLED_WHILE_DECIDING = """
import os, signal
from lead_intelligence.jobs import escalations as job
from lead_intelligence.adapters import escalations
store = escalations.store
def store_and_die(*args):
	store(*args)
	os.kill(os.getpid(), signal.SIGKILL)
escalations.store = store_and_die
job.sweep()
"""
KILLED_BEFORE_DELIVERY = """
import os, signal
from lead_intelligence.jobs import escalations as job
job.escalations_to_deliver = lambda *args: os.kill(os.getpid(), signal.SIGKILL)
job.sweep()
"""
KILLED_WHILE_DELIVERING = """
import os, signal
from lead_intelligence.jobs import escalations as job
from lead_intelligence.adapters import escalation_delivery
done, seen = escalation_delivery._done, []
def done_and_die(*args):
	done(*args)
	seen.append(1)
	if len(seen) == 5:
		os.kill(os.getpid(), signal.SIGKILL)
escalation_delivery._done = done_and_die
job.sweep()
"""


@pytest.mark.parametrize(
	("program", "left"),
	[
		(KILLED_WHILE_DECIDING, Counter()),
		(
			KILLED_BEFORE_DELIVERY,
			Counter({("Notify Owner", "Waiting"): LEADS, ("Raise Priority", "Waiting"): LEADS}),
		),
		(
			KILLED_WHILE_DELIVERING,
			Counter({("Notify Owner", "Waiting"): LEADS, ("Raise Priority", "Waiting"): LEADS}),
		),
	],
)
def test_what_a_killed_sweep_leaves_behind_is_done_by_the_next(live_site, leads, program, left):
	with pytest.raises(BenchCommandFailed):
		live_site.run_in_process(program)
	assert decided(live_site, leads) == left
	live_site.run(sweep)
	assert decided(live_site, leads) == ALL
	live_site.run(sweep)
	assert decided(live_site, leads) == ALL


def test_an_answer_at_the_same_moment_is_seen_or_not_and_nothing_is_lost(live_site, leads):
	from tests.site.response_builders import answer

	with ThreadPoolExecutor(5) as pool:
		acts = [pool.submit(live_site.run, sweep)]
		acts += [pool.submit(live_site.run, answer, name) for name in leads[:4]]
		ends = [one.exception() for one in acts]
	assert ends == [None] * 5
	live_site.run(sweep)
	outcomes = live_site.run(lambda: [clock(name).outcome for name in leads[:4]])
	assert [one.value for one in outcomes] == ["Met"] * 4
	found = decided(live_site, leads)
	assert found.total() == ALL.total()
	assert {state for _action, state in found} <= {"Delivered", "Passed Over"}
