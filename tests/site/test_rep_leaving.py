"""A rep who sells no more, and what of the rep follows the user."""

from __future__ import annotations

import frappe

from lead_intelligence.adapters.rep_leaving import follow_leave
from lead_intelligence.adapters.rep_load_rows import load_rows
from lead_intelligence.adapters.rep_loads import reps_for
from lead_intelligence.adapters.rep_profiles import PROFILE, profiles_of
from lead_intelligence.adapters.routing_pools import pools
from tests.bench.people import MANAGER, REP, SECOND_REP, Person, hire
from tests.site.builders import a_lead
from tests.site.escalated_leads import employed, notices
from tests.site.routing_builders import a_pool, a_profile


def disable(user=REP.user):
	doc = frappe.get_doc("User", user)
	doc.enabled = 0
	doc.save()


def opportunity_of(lead, owner=REP.user):
	values = {"opportunity_from": "Lead", "party_name": lead.name, "opportunity_owner": owner}
	doc = frappe.get_doc({"doctype": "Opportunity", **values})
	doc.flags.ignore_validate = True
	return doc.insert(ignore_mandatory=True)


def test_managers_are_told_what_a_disabled_rep_leaves_behind():
	a_profile(REP.user)
	a_lead(lead_owner=REP.user)
	opportunity_of(a_lead(lead_owner=REP.user), REP.user)
	disable()
	(words,) = notices(MANAGER.user)
	assert words == (
		"The user of <b>Rosa Bernard</b> is disabled. Still open are <b>1</b> leads and <b>1</b> opportunities. "
		"Please hand them over."
	)
	link = frappe.db.get_value("Notification Log", {"for_user": MANAGER.user}, "link")
	assert link == "/app/lead-team-board?rep=rosa%40atelier-lumiere.example"


def test_once_and_only_of_what_changes():
	a_profile(REP.user)
	a_lead(lead_owner=REP.user)
	frappe.get_doc("User", REP.user).save()
	assert notices(MANAGER.user) == []
	disable()
	frappe.get_doc("User", REP.user).save()
	assert len(notices(MANAGER.user)) == 1


def test_nobody_is_told_of_who_has_nothing_or_is_no_rep():
	frappe.db.delete("Lead Routing Pool Member")
	a_profile(REP.user)
	disable()
	a_lead(lead_owner=SECOND_REP.user)
	disable(SECOND_REP.user)
	assert notices(MANAGER.user) == []


def test_without_the_role_of_sales_and_after_leaving_the_company():
	a_profile(REP.user)
	a_lead(lead_owner=REP.user)
	name = employed(REP.user, date_of_joining="2020-01-01", date_of_birth="1990-01-01", gender="Female")
	employee = frappe.get_doc("Employee", name)
	employee.update({"status": "Left", "relieving_date": "2026-01-31"})
	employee.flags.ignore_validate = True
	employee.save()
	assert "has left the company" in notices(MANAGER.user)[0]
	doc = frappe.get_doc("User", REP.user)
	doc.roles = []
	doc.append("roles", {"role": "Employee"})
	doc.save()
	assert "has no role of sales any more" in notices(MANAGER.user)[1]


def test_a_defect_of_ours_never_keeps_a_user_from_being_disabled(monkeypatch):
	a_profile(REP.user)
	a_lead(lead_owner=REP.user)
	monkeypatch.setattr("lead_intelligence.adapters.rep_leaving.open_work", lambda users: 1 / 0)
	disable()
	assert frappe.db.get_value("User", REP.user, "enabled") == 0
	assert frappe.db.exists("Error Log", {"reference_name": REP.user})


def test_what_is_known_of_a_rep_is_forgotten_with_the_user():
	assert profiles_of([REP.user])[REP.user].is_enabled
	disable()
	assert not profiles_of([REP.user])[REP.user].is_enabled


def test_profile_and_load_follow_a_renamed_user():
	lena = Person("lena@atelier-lumiere.example", "Lena", "Weiss", ("Sales User",))
	hire(lena)
	a_profile(lena.user, capacity=7)
	pool = a_pool("Lena's", lena.user)
	reps_for({lena.user: None}, frappe.utils.now_datetime(), lock=True)
	new = "lena.weiss@atelier-lumiere.example"
	frappe.rename_doc("User", lena.user, new, force=True)
	profile = frappe.get_doc(PROFILE, new)
	assert (profile.user, profile.capacity) == (new, 7)
	assert profiles_of([new])[new].capacity == 7
	assert not frappe.db.exists(PROFILE, lena.user)
	assert list(load_rows([lena.user, new], lock=False)) == [new]
	assert list(pools()[pool].weights) == [new]


def test_leave_is_forgotten_with_its_employee():
	employee = employed(REP.user)
	profiles_of([REP.user])
	frappe.db.set_value("User", REP.user, "full_name", "Rosa B.")
	assert profiles_of([REP.user])[REP.user].name == "Rosa Bernard"
	follow_leave(frappe._dict(employee=employee, get_doc_before_save=lambda: None))
	assert profiles_of([REP.user])[REP.user].name == "Rosa B."
