"""Nobody writes to the journey but the app."""

import frappe
import pytest
from frappe.client import bulk_update, delete, insert, save, set_value

from tests.bench.people import MANAGER, REP
from tests.site.builders import a_lead, journey_of

EVERYONE = ("Administrator", MANAGER.user, REP.user)


@pytest.fixture
def row():
	return journey_of(a_lead(job_title="CEO").name)[0]


@pytest.mark.parametrize("user", EVERYONE)
def test_no_row_can_be_added(user, row, signed_in_as):
	new = {"doctype": "Lead Journey Entry", "lead": row.lead, "kind": "First score", "author": user}
	with signed_in_as(user), pytest.raises((frappe.PermissionError, frappe.ValidationError)):
		insert(new)


@pytest.mark.parametrize("user", EVERYONE)
def test_no_row_can_be_changed(user, row, signed_in_as):
	with signed_in_as(user):
		with pytest.raises((frappe.PermissionError, frappe.ValidationError)):
			set_value("Lead Journey Entry", row.name, "points_after", 99)
		with pytest.raises((frappe.PermissionError, frappe.ValidationError)):
			save({**frappe.get_doc("Lead Journey Entry", row.name).as_dict(), "points_after": 99})
		bulk_update(frappe.as_json([{"doctype": row.doctype or "Lead Journey Entry", "docname": row.name}]))
	assert frappe.db.get_value("Lead Journey Entry", row.name, "modified") == row.modified


@pytest.mark.parametrize("user", EVERYONE)
def test_no_row_can_be_deleted(user, row, signed_in_as):
	with signed_in_as(user), pytest.raises((frappe.PermissionError, frappe.ValidationError)):
		delete("Lead Journey Entry", row.name)
	assert frappe.db.exists("Lead Journey Entry", row.name)


@pytest.mark.parametrize("user", EVERYONE)
def test_the_changes_of_fields_are_not_for_editing_either(user, row, signed_in_as):
	new = {"doctype": "Lead Field Change", "lead": row.lead, "lead_field": "city"}
	with signed_in_as(user), pytest.raises((frappe.PermissionError, frappe.ValidationError)):
		insert(new)
