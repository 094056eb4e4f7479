"""What happens to a journey when its lead is renamed, merged, deleted, copied or converted."""

import frappe
import pytest
from erpnext.crm.doctype.lead.lead import make_customer, make_opportunity

from lead_intelligence.adapters import journey
from tests.site.builders import a_lead, a_live_model, journey_of, rule, stored


def given_once():
	return a_live_model(
		rule("job_title", "is", "CEO", points=30), rule("city", "changed in the last N days", 5, points=5)
	)


def moved(lead, city="Lyon"):
	doc = frappe.get_doc("Lead", lead.name)
	doc.city = city
	return doc.save()


def changes_of(lead: str) -> list[str]:
	return frappe.get_all("Lead Field Change", filters={"lead": lead}, pluck="lead_field")


def test_a_renamed_lead_takes_its_journey_along():
	lead = moved(a_lead(job_title="CEO"))
	rows = [row.name for row in journey_of(lead.name)]
	new_name = frappe.rename_doc("Lead", lead.name, "LEAD-NEW-NAME")
	assert [row.name for row in journey_of(new_name)] == rows
	assert not journey_of(lead.name)
	assert changes_of(new_name) == ["city"]
	assert stored(new_name, "li_points") == 35


def test_merged_leads_have_one_journey():
	first, second = moved(a_lead(job_title="CEO")), moved(a_lead())
	rows = {row.name for lead in (first, second) for row in journey_of(lead.name)}
	frappe.rename_doc("Lead", first.name, second.name, merge=True)
	assert {row.name for row in journey_of(second.name)} == rows
	assert changes_of(second.name) == ["city"]
	assert not changes_of(first.name)
	assert stored(second, "li_points") == 5


def test_a_deleted_lead_leaves_rows_that_say_nobody():
	lead = moved(a_lead(job_title="CEO"))
	rows = [row.name for row in journey_of(lead.name)]
	frappe.delete_doc("Lead", lead.name)
	assert not frappe.db.exists("Lead", lead.name)
	left = frappe.get_all("Lead Journey Entry", filters={"name": ("in", rows)}, fields=["*"])
	assert len(left) == len(rows)
	for row in left:
		assert lead.name not in map(str, row.values())
		assert (row.lead, row.inputs) == (None, None)
		assert row.grade_after
	assert not changes_of(lead.name)


def test_a_defect_of_ours_does_not_stop_a_deletion_or_a_rename(monkeypatch):
	def broken(*args):
		raise RuntimeError("broken on purpose")

	monkeypatch.setattr(journey, "forget_lead", broken)
	monkeypatch.setattr(journey, "follow_rename", broken)
	lead = a_lead()
	logged = frappe.db.count("Error Log", {"reference_name": "LEAD-RENAMED-ANYWAY"})
	frappe.rename_doc("Lead", lead.name, "LEAD-RENAMED-ANYWAY")
	frappe.delete_doc("Lead", "LEAD-RENAMED-ANYWAY")
	assert not frappe.db.exists("Lead", "LEAD-RENAMED-ANYWAY")
	assert frappe.db.count("Error Log", {"reference_name": "LEAD-RENAMED-ANYWAY"}) == logged + 2


def test_a_user_who_made_rows_can_be_deleted():
	fields = {"email": "gone@harness.example", "first_name": "Gone", "send_welcome_email": 0}
	user = frappe.get_doc({"doctype": "User", **fields}).insert()
	lead = a_lead(job_title="CEO")
	frappe.db.set_value("Lead Journey Entry", {"lead": lead.name}, "author", user.name)
	frappe.delete_doc("User", user.name)
	assert not frappe.db.exists("User", user.name)


@pytest.mark.parametrize("make", [make_opportunity, make_customer])
def test_a_converted_lead_does_not_hand_its_score_on(make):
	lead = a_lead(job_title="CEO")
	made = make(lead.name)
	assert not {key: value for key, value in made.as_dict().items() if key.startswith("li_") and value}


def test_a_duplicated_lead_starts_without_a_score_of_its_own():
	lead = moved(a_lead(job_title="CEO"))
	copy = frappe.copy_doc(lead, ignore_no_copy=False)
	assert not {key: value for key, value in copy.as_dict().items() if key.startswith("li_") and value}
	copy.insert()
	assert [row.kind for row in journey_of(copy.name)] == ["First score"]
	assert stored(copy, "li_points") == 30
