"""Whoever may read a lead may read what was escalated of it, and nobody writes it."""

from __future__ import annotations

import frappe
import pytest

from tests.bench.people import MARKETING, REP, SECOND_REP
from tests.site.escalated_leads import escalation, owned, swept
from tests.site.response_builders import a_live_policy, backdated, step


@pytest.fixture
def row(rolled_back) -> frappe._dict:
	a_live_policy(escalations=[step(50)])
	lead = owned()
	backdated(lead, minutes=31)
	swept()
	return escalation(lead)


def listed(lead: str) -> list[str]:
	return frappe.get_list("Lead Escalation", filters={"lead": lead}, pluck="name")


@pytest.mark.parametrize("who", [REP, MARKETING])
def test_it_is_read_with_the_lead(row, signed_in_as, who):
	with signed_in_as(who.user):
		assert listed(row.lead) == [row.name]
		assert frappe.has_permission("Lead Escalation", "read", row.name)
		assert not frappe.has_permission("Lead Escalation", "write", row.name)
		assert not frappe.has_permission("Lead Escalation", "delete", row.name)


def test_who_may_not_read_the_lead_sees_no_row_of_it(row, signed_in_as):
	other = owned(first_name="Other", lead_owner=SECOND_REP.user)
	permission = {"doctype": "User Permission", "user": SECOND_REP.user, "allow": "Lead", "for_value": other}
	frappe.get_doc(permission).insert()
	with signed_in_as(SECOND_REP.user):
		assert listed(row.lead) == []
		assert not frappe.has_permission("Lead Escalation", "read", row.name)
