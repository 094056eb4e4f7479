"""Uninstalling leaves the site as it was."""

import re

import frappe
import pytest
from frappe.custom.doctype.property_setter.property_setter import make_property_setter

from lead_intelligence.setup.dashboard import BLOCK
from lead_intelligence.setup.roles import ROLES
from lead_intelligence.setup.sample_data.loading import load
from tests.site.builders import a_draft, a_lead, rule
from tests.site.response_builders import a_live_policy
from tests.site.site_contents import contents, differences
from tests.site.webhook_builders import a_webhook, queued

# What stays, and why. Everything else that differs is a defect.
LEFT_BEHIND = {
	r"new row tabDeleted Document: ": "Frappe keeps a copy of every record that it deletes, for any app",
	r"(new|lost) row tabVersion: ": "Frappe's own record of which apps were installed when",
	r"new row tabComment: ": "Frappe notes there which doctypes were deleted",
	r"(new|lost) row tab(Error Log|Scheduled Job Log|Activity Log|Route History|Access Log|Permission Log): ": "logs of the site",
	r"(new|lost|changed) row (__Auth|tabSessions|tabSeries)": "signing in and counting go on while the app is there",
}


def unexplained(lines: list[str]) -> list[str]:
	return [line for line in lines if not any(re.match(pattern, line) for pattern in LEFT_BEHIND)]


def someone_else_was_here_before() -> None:
	"""An index on one of our fields, a choice list and a setting of Opportunity that are not ours."""
	make_property_setter("Opportunity", "party_name", "search_index", "1", "Check", is_system_generated=False)
	frappe.db.updatedb("Opportunity")
	options = "1-10\n11-50\n51-200\n201-500\n501-1000\n1000+\n10000+"
	make_property_setter("Lead", "no_of_employees", "options", options, "Text", is_system_generated=False)
	frappe.db.sql_ddl("create index by_hand on `tabProspect Lead` (`lead`)")


def use() -> list[str]:
	"""Everything that leaves traces: leads, models, sample data, comments, tags, shares, customisation. Returns the leads."""
	leads = [a_lead(first_name=f"Lead {number}", job_title="CEO").name for number in range(3)]
	model = a_draft(rule("job_title", "is", "CEO", points=30))
	model.add_comment("Comment", "Looks good")
	model.add_tag("spring")
	model.title = "Changed"
	model.save()
	model.submit()
	policy = a_live_policy()
	policy.add_tag("spring")
	frappe.share.add("Lead SLA Policy", policy.name, "camille@atelier-lumiere.example")
	leads.append(a_lead(first_name="Lead 3").name)
	assert frappe.db.exists("Lead Clock", {"lead": leads[-1]})
	frappe.get_doc("User", "camille@atelier-lumiere.example").add_roles(*(name for name, _ in ROLES))
	frappe.get_doc("Lead Working Calendar", {"is_default": 1}).add_tag("spring")
	frappe.share.add("Lead Scoring Model", model.name, "camille@atelier-lumiere.example")
	make_property_setter("Lead Scoring Model", "title", "label", "Name", "Data")
	make_property_setter("Lead", "li_grade", "label", "Class", "Data")
	frappe.get_doc(
		{
			"doctype": "Custom Field",
			"dt": "Lead Scoring Model",
			"fieldname": "note",
			"fieldtype": "Data",
			"label": "Note",
		}
	).insert()
	frappe.permissions.add_permission("Lead Scoring Model", "Accounts User")
	frappe.model.utils.user_settings.save("Lead Scoring Model", '{"last_view": "List"}')
	frappe.model.utils.user_settings.sync_user_settings()
	queued(a_webhook(secret="hush-hush").name)
	own_place = {"parenttype": "Workspace", "parentfield": "custom_blocks", "parent": "CRM"}
	dashboard = {"doctype": "Workspace Custom Block", "custom_block_name": BLOCK, "label": BLOCK}
	frappe.get_doc({**dashboard, **own_place}).db_insert()
	load()
	return leads


def clear_away(leads: list[str]) -> None:
	"""What the test itself has made of ERPNext's own records."""
	for lead in leads:
		frappe.delete_doc("Lead", lead)
	for contact in frappe.get_all("Contact", filters={"first_name": ("like", "Lead %")}, pluck="name"):
		frappe.delete_doc("Contact", contact)
	frappe.delete_doc("Tag", "spring", ignore_missing=True)


@pytest.fixture(scope="module")
def left(spare_site) -> list[str]:
	"""What is different after the app has come, been used and gone."""
	spare_site.migrate()
	spare_site.run(someone_else_was_here_before)
	before = spare_site.run(contents)
	spare_site.install_app()
	leads = spare_site.run(use)
	spare_site.migrate()
	spare_site.uninstall_app()
	spare_site.run(clear_away, leads)
	return differences(before, spare_site.run(contents))


def test_nothing_is_left_that_is_not_explained(left, spare_site):
	assert unexplained(left) == []


def test_no_secret_of_ours_is_left(left, spare_site):
	ours = "select name from __Auth where doctype like 'Lead %%'"
	assert spare_site.run(lambda: frappe.db.sql(ours)) == ()


def test_leads_can_be_saved_afterwards(left, spare_site):
	assert spare_site.run(lambda: a_lead(first_name="After").name)


def test_the_app_can_be_installed_again(left, spare_site):
	spare_site.install_app()
	lead = spare_site.run(lambda: a_lead(first_name="Again", job_title="CEO").li_grade)
	assert lead
