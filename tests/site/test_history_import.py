"""Dated stages, answers and opportunities of the time before the app enter the journeys of leads: once, and without anybody noticing."""

import frappe

from tests.site.history_files import (
	an_import,
	checked,
	csv_of,
	entered,
	facts_of,
	lead_with,
	stages_of,
	undone,
)

HEADER = ("mql_id", "first_contact_date", "origin", "won_date")
MEANS = {
	"mql_id": "Own Number",
	"first_contact_date": "Reached MQL",
	"origin": "Source",
	"won_date": "Reached Customer",
}


def test_a_file_becomes_leads_with_their_dated_stages(live_site):
	def happens():
		text = csv_of(
			HEADER,
			("thin-1", "2018-02-01", "social", "2018-02-26 19:58:54"),
			("thin-2", "2017-10-20", "social", ""),
		)
		doc = an_import(text, MEANS, create_leads=1, create_masters=1)
		found = checked(doc)
		assert found["status"] == "Checked"
		assert found["findings"]["counts"]["created"] == 2
		assert frappe.db.count("Lead History Fact", {"history_import": doc.name}) == 0
		found = entered(doc)
		assert found["status"] == "Imported", found
		won, open_ = lead_with("thin-1"), lead_with("thin-2")
		assert stages_of(won) == [
			(None, "MQL", "2018-02-01 00:00:00"),
			("MQL", "Customer", "2018-02-26 19:58:54"),
		]
		lead = frappe.get_doc("Lead", won)
		assert (lead.li_stage, str(lead.li_stage_since), lead.li_cycle) == (
			"Customer",
			"2018-02-26 19:58:54",
			0,
		)
		assert str(lead.creation) == "2018-02-01 00:00:00"
		assert frappe.db.get_value("Lead", open_, "li_stage") == "MQL"
		deal = facts_of(won, "Opportunity")[0]
		assert (deal.outcome, str(deal.closed_at), deal.has_amount) == ("Won", "2018-02-26 19:58:54", 0)
		found = undone(doc)
		assert found["status"] == "Undone", found
		assert not frappe.db.exists("Lead", won)
		assert not frappe.db.exists("Lead History Fact", {"history_import": doc.name})
		assert not frappe.db.exists("Lead Journey Entry", {"reference_name": doc.name})

	live_site.run(happens)
