"""Two at the same moment: definitions that go live, signatures, and workers that put the same one live."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import frappe
import pytest

from lead_intelligence.adapters import scheduled_definitions
from lead_intelligence.adapters.definition_signing import sign
from lead_intelligence.core.qualification.signing import Side
from lead_intelligence.jobs.definitions import put_due_live
from tests.bench.people import MANAGER, REP
from tests.site.builders import another_company
from tests.site.definition_builders import a_definition, signed


@pytest.fixture
def company(live_site):
	abbr = live_site.run(lambda: frappe.generate_hash(length=6))
	return live_site.run(another_company, f"At once {abbr}", abbr)


def at_once(live_site, *acts):
	"""What each of them ended with."""
	start = Barrier(len(acts))

	def act(one):
		frappe.db.get_value("User", "Administrator", "name")
		start.wait(60)
		return one()

	with ThreadPoolExecutor(len(acts)) as pool:
		futures = [pool.submit(live_site.run, act, one) for one in acts]
		return [future.exception() for future in futures]


def states(live_site, names):
	fields = ["name", "status", "live_for", "valid_from", "valid_to"]
	return live_site.run(
		lambda: frappe.get_all("Lead Definition", filters={"name": ("in", names)}, fields=fields)
	)


def test_of_definitions_that_go_live_at_once_one_is_live_in_the_end(live_site, company):
	names = live_site.run(lambda: [signed(a_definition(company=company)).name for _ in range(3)])

	def submit(name):
		return lambda: frappe.get_doc("Lead Definition", name).submit() and None

	assert at_once(live_site, *map(submit, names)) == [None] * 3
	found = states(live_site, names)
	assert sorted(one.status for one in found) == ["Live", "Retired", "Retired"]
	ended = sorted(one.valid_to for one in found if one.valid_to)
	assert ended == sorted(one.valid_from for one in found)[1:]


def test_both_sign_at_once_and_no_signature_is_lost(live_site, company):
	name = live_site.run(lambda: a_definition(company=company).name)

	def signing(user, side):
		def act():
			frappe.set_user(user)
			sign(name, side)

		return act

	assert at_once(live_site, signing(MANAGER.user, Side.MARKETING), signing(REP.user, Side.SALES)) == [
		None,
		None,
	]
	fields = ["marketing_signed_by", "sales_signed_by"]
	assert live_site.run(lambda: frappe.db.get_value("Lead Definition", name, fields)) == (
		MANAGER.user,
		REP.user,
	)


def due(company):
	from frappe.utils import add_days, today

	definition = signed(a_definition(company=company, applies_from=add_days(today(), 1)))
	definition.submit()
	frappe.db.set_value("Lead Definition", definition.name, "applies_from", today())
	return definition.name


def test_of_workers_that_come_at_once_one_puts_it_live(live_site, company):
	name = live_site.run(due, company)
	assert at_once(live_site, put_due_live, put_due_live, put_due_live) == [None] * 3
	(found,) = states(live_site, [name])
	assert found.status == "Live"
	runs = {"reason": ("like", f"{name} went live%")}
	assert live_site.run(lambda: frappe.db.count("Lead Evaluation Run", runs)) == 1


def test_one_that_fails_is_logged_and_keeps_no_other_from_its_day(live_site, company, monkeypatch):
	other = live_site.run(another_company, f"{company} too", frappe.generate_hash(length=6))
	broken, good = live_site.run(due, company), live_site.run(due, other)
	take_over = scheduled_definitions.take_over

	def failing(doc):
		if doc.name == broken:
			raise RuntimeError("broken on purpose")
		take_over(doc)

	monkeypatch.setattr(scheduled_definitions, "take_over", failing)
	live_site.run(put_due_live)
	assert {one.name: one.status for one in states(live_site, [broken, good])} == {
		broken: "Scheduled",
		good: "Live",
	}
	logged = {"reference_doctype": "Lead Definition", "reference_name": broken}
	assert live_site.run(lambda: frappe.db.count("Error Log", logged)) == 1
	monkeypatch.undo()
	live_site.run(put_due_live)
	assert states(live_site, [broken])[0].status == "Live"
