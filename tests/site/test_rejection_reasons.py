"""Reasons for which sales refuses leads: brought by the app, kept by an admin."""

import frappe
import pytest

from lead_intelligence.setup.rejection_reasons import REJECTION_REASONS, seed_rejection_reasons
from tests.bench.people import MANAGER, REP


def names() -> set[str]:
	return set(frappe.get_all("Lead Rejection Reason", pluck="name"))


def test_the_usual_ones_are_there_and_come_once():
	assert {name for name, *_ in REJECTION_REASONS} <= names()
	before = names()
	seed_rejection_reasons()
	assert names() == before


def test_what_an_admin_has_changed_stays_so():
	frappe.rename_doc("Lead Rejection Reason", "No Fit", "Not for Us")
	frappe.db.set_value("Lead Rejection Reason", "Not Reachable", {"disabled": 1, "revisit_after_days": 5})
	seed_rejection_reasons()
	assert "No Fit" not in names()
	stored = frappe.db.get_value("Lead Rejection Reason", "Not Reachable", ["disabled", "revisit_after_days"])
	assert stored == (1, 5)


def test_one_that_the_site_had_before_is_its_own():
	frappe.db.delete("Lead Rejection Reason", {"name": "Duplicate"})
	own = {"doctype": "Lead Rejection Reason", "reason": "duplicate", "consequence": "Disqualify"}
	frappe.get_doc(own).insert()
	seed_rejection_reasons()
	assert frappe.db.get_value("Lead Rejection Reason", "duplicate", "consequence") == "Disqualify"


@pytest.mark.parametrize(
	("fields", "says"),
	[
		({"revisit_after_days": -1}, "must be from 0 to 3650"),
		({"revisit_after_days": 5000}, "must be from 0 to 3650"),
		({"consequence": "Punish"}, "Consequence"),
		({"standard": 1}, "came with the app"),
	],
	ids=str,
)
def test_what_is_no_reason(fields, says):
	values = {"reason": "Mine", "consequence": "Recycle to Nurture", **fields}
	with pytest.raises(frappe.ValidationError, match=says):
		frappe.get_doc({"doctype": "Lead Rejection Reason", **values}).insert()


def test_a_day_is_only_for_nurture():
	values = {"reason": "Mine", "consequence": "Disqualify", "revisit_after_days": 10}
	assert frappe.get_doc({"doctype": "Lead Rejection Reason", **values}).insert().revisit_after_days == 0


def test_managers_keep_them_and_reps_read_them(signed_in_as):
	values = {"doctype": "Lead Rejection Reason", "reason": "Mine", "consequence": "Disqualify"}
	with signed_in_as(REP.user):
		assert frappe.get_list("Lead Rejection Reason")
		with pytest.raises(frappe.PermissionError):
			frappe.get_doc(values).insert()
	with signed_in_as(MANAGER.user):
		frappe.get_doc(values).insert()
