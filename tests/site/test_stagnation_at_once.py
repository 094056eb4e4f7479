"""The job that looks for stagnant leads commits, and may run twice at once."""

from datetime import datetime

import frappe
import pytest

from lead_intelligence.adapters import stagnation
from lead_intelligence.jobs.stagnation import look_for_stagnant
from tests.bench.people import REP
from tests.site.at_once import all_at_once
from tests.site.builders import a_lead, another_company

COMPANY = "Atelier Stagnant"
NUMBER = 40


@pytest.fixture
def leads(live_site, monkeypatch):
	monkeypatch.setattr(
		stagnation, "limits_for", lambda company: {"SQL": (3, None)} if company == COMPANY else {}
	)

	def make() -> list[str]:
		another_company(COMPANY, "AX")
		since = datetime(2024, 3, 15)
		place = {"creation": since, "li_stage": "SQL", "li_cycle": 1, "li_stage_since": since}
		names = [a_lead(company=COMPANY, lead_owner=REP.user).name for _ in range(NUMBER)]
		for name in names:
			frappe.db.set_value("Lead", name, place, update_modified=False)
		return names

	live_site.wait_for_jobs()
	names = live_site.run(make)
	live_site.wait_for_jobs()
	yield names

	def clear_away() -> None:
		for name in names:
			frappe.delete_doc("Lead", name)
		frappe.db.delete("Notification Log", {"subject": ("like", "%stagnant%")})

	live_site.run(clear_away)


def found(live_site) -> tuple[int, int]:
	"""How many notes there are, and how many notices."""

	def count() -> tuple[int, int]:
		notices = {"for_user": REP.user, "subject": ("like", "%stagnant%")}
		notes = frappe.db.count("Lead Stagnation", {"company": COMPANY, "ended_at": ("is", "not set")})
		return notes, frappe.db.count("Notification Log", notices)

	return live_site.run(count)


def test_two_workers_note_each_lead_once_and_tell_once(live_site, leads):
	assert all_at_once(live_site, *[look_for_stagnant] * 2) == [None] * 2
	# The one that lost may have left a batch to the next hour.
	live_site.run(look_for_stagnant)
	assert found(live_site) == (NUMBER, 1)


def test_a_worker_that_was_killed_before_telling_leaves_it_to_the_next(live_site, leads, monkeypatch):
	class Killed(BaseException):
		pass

	def killed(owner: str) -> None:
		raise Killed

	with monkeypatch.context() as patched:
		patched.setattr("lead_intelligence.jobs.stagnation.tell_owner", killed)
		with pytest.raises(Killed):
			live_site.run(look_for_stagnant)
	assert found(live_site) == (NUMBER, 0)
	live_site.run(look_for_stagnant)
	assert found(live_site) == (NUMBER, 1)


def test_while_the_app_is_switched_off_nobody_looks(live_site, leads):
	def switch(enabled: int) -> None:
		frappe.db.set_single_value("Lead Intelligence Settings", "enabled", enabled)
		frappe.clear_document_cache("Lead Intelligence Settings", "Lead Intelligence Settings")

	live_site.run(switch, 0)
	try:
		live_site.run(look_for_stagnant)
	finally:
		live_site.run(switch, 1)
	assert found(live_site) == (0, 0)
