"""Who sees how loaded a rep is, and the rep's own switch."""

from __future__ import annotations

from datetime import timedelta

import frappe
import pytest
from frappe.utils import now_datetime

from lead_intelligence.adapters.rep_figures import figures
from lead_intelligence.api import rep_profile as api
from lead_intelligence.core.routing.rep import Record
from tests.bench.people import MANAGER, MARKETING, REP, SECOND_REP
from tests.site.builders import a_lead
from tests.site.routing_builders import a_pool, a_profile


def test_managers_and_the_rep_see_the_state(by):
	a_profile(REP.user, capacity=8, daily_limit=4)
	pool = a_pool("Rosa's", REP.user)
	a_lead(lead_owner=REP.user)
	for person in (MANAGER, REP):
		state = by(person)(api.state, REP.user)
		assert (state["load"], state["capacity"], state["daily_limit"], state["taken_today"]) == (1, 8, 4, 0)
		assert (state["absence"], state["is_ramping"], pool in state["pools"]) == (None, False, True)
	assert not frappe.db.exists("Lead Rep Load", REP.user)


@pytest.mark.parametrize("person", [SECOND_REP, MARKETING])
def test_others_do_not(by, person):
	a_profile(REP.user)
	with pytest.raises(frappe.PermissionError):
		by(person)(api.state, REP.user)


def test_a_rep_changes_no_profile(by, signed_in_as):
	a_profile(REP.user, capacity=8)
	with signed_in_as(REP.user):
		doc = frappe.get_doc("Lead Rep Profile", REP.user)
		doc.capacity = 1
		with pytest.raises(frappe.PermissionError):
			doc.save()
		with pytest.raises(frappe.PermissionError):
			a_profile(SECOND_REP.user)


def test_a_rep_goes_out_of_office_and_comes_back(by):
	a_profile(REP.user, capacity=8)
	until = now_datetime().replace(microsecond=0) + timedelta(days=2)
	told = by(REP)(api.out_of_office, 1, str(until))
	assert (told["out_of_office"], told["out_until"]) == (1, until)
	assert by(MANAGER)(api.state, REP.user)["absence"] == "out_of_office"
	told = by(REP)(api.out_of_office, "0")
	assert (told["out_of_office"], told["out_until"]) == (0, None)
	assert frappe.db.get_value("Lead Rep Profile", REP.user, "capacity") == 8


@pytest.mark.parametrize(
	("arguments", "complaint"),
	[
		(("perhaps",), "true or false"),
		((1, "next week"), "date and time"),
		((1, {"a": 1}), "given as text"),
		((1, "2020-01-01 10:00:00"), "is not after"),
	],
)
def test_bad_input_is_refused(by, arguments, complaint):
	a_profile(REP.user)
	with pytest.raises(frappe.ValidationError, match=complaint):
		by(REP)(api.out_of_office, *arguments)


def test_without_a_profile_there_is_no_switch(by):
	with pytest.raises(frappe.DoesNotExistError, match="no rep profile"):
		by(REP)(api.out_of_office, 1)


def test_figures_are_of_the_last_years_leads_with_an_outcome():
	won, lost, disqualified, old, ripe = (a_lead(lead_owner=REP.user) for _ in range(5))
	a_lead(lead_owner=REP.user)
	a_lead(lead_owner=SECOND_REP.user, status="Converted")
	frappe.db.set_value("Lead", won.name, "status", "Converted")
	frappe.db.set_value("Lead", lost.name, "status", "Do Not Contact")
	frappe.db.set_value("Lead", disqualified.name, "li_stage", "Disqualified")
	now = now_datetime()
	frappe.db.set_value("Lead", old.name, {"status": "Converted", "creation": now - timedelta(days=400)})
	frappe.db.set_value("Lead", ripe.name, "creation", now - timedelta(days=200))
	found = figures(now)
	assert found[REP.user] == Record(decided=4, converted=1)
	assert found[SECOND_REP.user] == Record(decided=1, converted=1)
