"""After an upgrade, hand-overs that were opened before there were clocks have theirs."""

from __future__ import annotations

import frappe
from frappe.utils import add_to_date, now_datetime

from lead_intelligence.adapters.clocks import clocks_of
from lead_intelligence.core.sla.open_clocks import open_clocks, to_text
from lead_intelligence.core.sla.response_clock import Purpose, Start
from lead_intelligence.setup.open_handovers import give_clocks_to_open_handovers
from tests.site.agreed_leads import a_live_definition, an_mql, handovers_of
from tests.site.builders import stored
from tests.site.response_builders import clocks

given_once = a_live_definition


def of_old(lead: str) -> str:
	"""As the lead was stored before there were clocks."""
	due_at = handovers_of(lead)[-1].due_at
	frappe.db.delete("Lead Clock", {"lead": lead})
	frappe.db.set_value("Lead", lead, {"li_clocks": None, "li_due_at": due_at}, update_modified=False)
	return lead


def test_an_open_handover_gets_its_clock_once():
	lead = of_old(an_mql())
	(handover,) = handovers_of(lead)
	give_clocks_to_open_handovers()
	(found,) = clocks(lead)
	assert (found.purpose, found.because, found.cycle) == (Purpose.ACCEPTANCE, Start.HANDED_OVER, 1)
	assert (found.started_at, found.due_at) == (handover.handed_at, handover.due_at)
	assert stored(lead, "li_clocks") == to_text(open_clocks([found]))
	give_clocks_to_open_handovers()
	assert clocks(lead) == [found]
	frappe.get_doc("Lead", lead).save()
	assert clocks(lead) == [found]


def test_one_that_has_lapsed_gets_it_too():
	lead = an_mql()
	(handover,) = handovers_of(lead)
	lapsed = {"status": "Lapsed", "due_at": add_to_date(now_datetime(), hours=-1)}
	lapsed["handed_at"] = add_to_date(now_datetime(), hours=-9)
	frappe.db.set_value("Lead Handover", handover.name, lapsed)
	of_old(lead)
	give_clocks_to_open_handovers()
	(found,) = clocks(lead)
	assert found.is_open
	assert found.is_overdue(now_datetime())
	assert stored(lead, "li_due_at") == found.due_at


def test_of_a_deleted_lead_and_an_ended_handover_there_is_none():
	ended, deleted = of_old(an_mql()), of_old(an_mql())
	frappe.db.set_value("Lead Handover", {"lead": ended}, "status", "Withdrawn")
	frappe.delete_doc("Lead", deleted)
	give_clocks_to_open_handovers()
	assert clocks_of([ended, deleted]) == {}


def test_where_there_is_a_clock_that_the_lead_does_not_tell_the_lead_tells_it():
	lead = an_mql()
	(found,) = clocks(lead)
	frappe.db.set_value("Lead", lead, {"li_clocks": None, "li_due_at": found.due_at}, update_modified=False)
	give_clocks_to_open_handovers()
	assert clocks(lead) == [found]
	assert stored(lead, "li_clocks") == to_text(open_clocks([found]))


def test_an_old_lead_that_is_saved_before_the_upgrade_has_run_through_keeps_its_clock_after_it():
	"""Frappe 15 lets people in while it migrates, if nobody has told it not to."""
	lead = of_old(an_mql())
	frappe.get_doc("Lead", lead).save()
	give_clocks_to_open_handovers()
	assert [one.purpose for one in clocks(lead) if one.is_open] == [Purpose.ACCEPTANCE]
