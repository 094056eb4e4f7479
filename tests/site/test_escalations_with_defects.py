"""A clock or an escalation that something is wrong with keeps no other from its turn."""

from __future__ import annotations

from collections import Counter

import frappe
import pytest

from lead_intelligence.adapters import escalation_delivery, escalations
from lead_intelligence.jobs.escalations import sweep
from tests.bench.people import REP
from tests.site.builders import a_lead, another_company
from tests.site.response_builders import a_live_policy, backdated, clock, step

LEADS = 5


@pytest.fixture
def leads(live_site):
	"""Each has a step that has come."""

	def make() -> list[str]:
		abbr = frappe.generate_hash(length=6)
		company = another_company(f"Disturbed {abbr}", abbr)
		a_live_policy(company=company, escalations=[step(50)])
		names = [str(a_lead(company=company, lead_owner=REP.user).name) for _ in range(LEADS)]
		for name in names:
			backdated(name, minutes=31)
		return names

	names = live_site.run(make)
	live_site.wait_for_jobs()
	return names


def states(live_site, names) -> Counter:
	def look() -> Counter:
		filters = {"lead": ("in", names)}
		return Counter(frappe.get_all("Lead Escalation", filters=filters, pluck="state", limit=0))

	return live_site.run(look)


def logged(live_site, doctype: str, name: str) -> int:
	filters = {"reference_doctype": doctype, "reference_name": str(name)}
	return live_site.run(lambda: frappe.db.count("Error Log", filters))


def test_a_clock_that_cannot_be_decided_holds_up_no_other_and_is_logged_once_an_hour(
	live_site, leads, monkeypatch
):
	broken = live_site.run(lambda: clock(leads[0]).name)
	steps_of_clock = escalations.steps_of_clock

	def failing(one):
		if one.name == broken:
			raise RuntimeError("broken on purpose")
		return steps_of_clock(one)

	monkeypatch.setattr(escalations, "steps_of_clock", failing)
	for _ in range(2):
		live_site.run(sweep)
	assert states(live_site, leads) == Counter(Delivered=LEADS - 1)
	assert logged(live_site, "Lead Clock", broken) == 1
	monkeypatch.undo()
	live_site.run(sweep)
	assert states(live_site, leads) == Counter(Delivered=LEADS)


def test_what_cannot_even_be_written_down_is_put_off(live_site, leads, monkeypatch):
	done, seen = escalation_delivery._done, []

	def failing(row, *args):
		if row.lead == leads[0]:
			seen.append(row.name)
			raise RuntimeError("broken on purpose")
		return done(row, *args)

	monkeypatch.setattr(escalation_delivery, "_done", failing)
	live_site.run(sweep)
	assert states(live_site, leads) == Counter(Delivered=LEADS - 1, Waiting=1)
	attempts = live_site.run(lambda: frappe.db.get_value("Lead Escalation", seen[0], "attempts"))
	assert (attempts, logged(live_site, "Lead Escalation", seen[0])) == (1, 1)
	tries = len(seen)
	live_site.run(sweep)
	assert len(seen) == tries, "not before its time"


def test_while_the_app_is_switched_off_nothing_is_decided(live_site, leads):
	def switch(enabled: int) -> None:
		frappe.db.set_single_value("Lead Intelligence Settings", "enabled", enabled)
		frappe.clear_document_cache("Lead Intelligence Settings", "Lead Intelligence Settings")

	live_site.run(switch, 0)
	try:
		live_site.run(sweep)
		assert states(live_site, leads) == Counter()
	finally:
		live_site.run(switch, 1)
	live_site.run(sweep)
	assert states(live_site, leads) == Counter(Delivered=LEADS)
