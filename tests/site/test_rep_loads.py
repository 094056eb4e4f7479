"""How much reps have open and have taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import frappe
import pytest
from frappe.utils import getdate, now_datetime

from lead_intelligence.adapters.rep_load_rows import LOAD, load_rows
from lead_intelligence.adapters.rep_loads import count_again, load_weight, make_stale, reps_for, store_taken
from tests.bench.people import MANAGER, REP, SECOND_REP
from tests.site.builders import a_lead
from tests.site.routing_builders import a_profile, works_always
from tests.site.test_rep_leaving import opportunity_of

LEAD = "Lead"


def rep(user=REP.user, *, lock=True, now=None, weight=None):
	return reps_for({user: weight}, now or now_datetime(), lock=lock)[user]


def given(one, *, weight=1.0, leads=1):
	"""As a choice leaves the rep."""
	more = {"load": one.load + weight, "taken_today": one.taken_today + leads}
	return replace(one, **more, taken_this_hour=one.taken_this_hour + leads)


def queries(act):
	statements, sql = [], frappe.db.sql

	def counted(query, *args, **kwargs):
		statements.append(str(query))
		return sql(query, *args, **kwargs)

	frappe.db.sql = counted
	try:
		act()
	finally:
		frappe.db.sql = sql
	return statements


def count_as(**weights):
	opportunity = weights.pop("opportunity", 1)
	doc = frappe.get_doc("Lead Intelligence Settings")
	doc.load_weights = []
	for grade, weight in weights.items():
		doc.append("load_weights", {"grade": grade, "weight": weight})
	doc.opportunity_weight = opportunity
	doc.save()


def test_open_leads_and_opportunities_count():
	a_lead(lead_owner=REP.user)
	a_lead(lead_owner=REP.user)
	a_lead(lead_owner=SECOND_REP.user)
	made = a_lead(lead_owner=REP.user)
	opportunity_of(made)
	row = load_rows([REP.user], lock=False).get(REP.user)
	assert row is None
	assert rep().load == 3
	row = load_rows([REP.user], lock=False)[REP.user]
	assert (row.open_leads, row.open_opportunities, row.by_grade) == (2, 1, '{"D": 2}')


@pytest.mark.parametrize(
	"values",
	[
		*(
			{"status": status}
			for status in ("Converted", "Lost Quotation", "Do Not Contact", "Opportunity", "Quotation")
		),
		*({"li_stage": stage} for stage in ("Nurture", "Disqualified", "Opportunity", "Customer")),
		{"disabled": 1},
	],
)
def test_leads_that_are_no_work_any_more_do_not_count(values):
	lead = a_lead(lead_owner=REP.user)
	assert rep().load == 1
	frappe.db.set_value(LEAD, lead.name, values)
	make_stale([REP.user])
	assert rep().load == 0


@pytest.mark.parametrize(
	("status", "counts"),
	[("Open", 1), ("Replied", 1), ("Quotation", 1), ("Lost", 0), ("Closed", 0), ("Converted", 0)],
)
def test_opportunities_count_while_they_are_open(status, counts):
	opportunity = opportunity_of(a_lead(lead_owner=SECOND_REP.user))
	opportunity.db_set("status", status)
	assert rep().load == counts


def test_leads_count_as_the_settings_say_of_their_grade():
	count_as(A=2, D=0.5, opportunity=3)
	for grade in ("A", "a", "B", "D", None):
		frappe.db.set_value(LEAD, a_lead(lead_owner=REP.user).name, "li_grade", grade)
	opportunity_of(a_lead(lead_owner=SECOND_REP.user))
	assert rep().load == 2 + 2 + 1 + 0.5 + 1 + 3
	assert [load_weight(grade) for grade in ("A", "D", "x", None)] == [2, 0.5, 1, 1]


@pytest.mark.parametrize("weights", [{"A": -1}, {"A": 1001}, {"opportunity": -1}])
def test_weights_that_cannot_be_are_refused(weights):
	with pytest.raises(frappe.ValidationError):
		count_as(**weights)


def test_a_choice_adds_to_what_is_kept():
	works_always("Always")
	a_profile(REP.user, working_calendar="Always")
	now = datetime(2026, 3, 5, 10, 30)
	first = rep(now=now)
	store_taken({REP.user: given(first, weight=3.0, leads=2)}, {REP.user: 2, SECOND_REP.user: 0}, now)
	again = rep(now=now)
	assert (again.load, again.taken_today, again.taken_this_hour) == (first.load + 3, 2, 2)
	later = rep(now=now + timedelta(hours=1))
	assert (later.taken_today, later.taken_this_hour) == (2, 0)
	assert rep(now=now + timedelta(days=1)).taken_today == 0
	assert load_rows([REP.user], lock=False)[REP.user].open_leads == 2


def test_intake_is_by_the_day_of_the_reps_own_clock():
	a_profile(REP.user, time_zone="Asia/Tokyo")
	zone = frappe.utils.get_system_timezone()
	frappe.db.set_single_value("System Settings", "time_zone", zone)
	now = now_datetime()
	store_taken({REP.user: given(rep(now=now))}, {REP.user: 1}, now)
	row = load_rows([REP.user], lock=False)[REP.user]
	from zoneinfo import ZoneInfo

	there = now.replace(tzinfo=ZoneInfo(zone)).astimezone(ZoneInfo("Asia/Tokyo"))
	assert (row.day, row.hour) == (
		there.date(),
		there.replace(minute=0, second=0, microsecond=0, tzinfo=None),
	)


def test_weights_of_pools_and_of_profiles():
	a_profile(REP.user, weight=2.5)
	assert [rep(weight=weight).weight for weight in (None, 0, 4)] == [2.5, 2.5, 4]
	assert rep(SECOND_REP.user, weight=None).weight == 1


def test_fresh_counts_take_one_statement_and_that_one_locks():
	users = {REP.user: None, SECOND_REP.user: None, MANAGER.user: None}
	reps_for(users, now_datetime(), lock=True)
	(statement,) = queries(lambda: reps_for(users, now_datetime(), lock=True))
	assert "Lead Rep Load" in statement
	assert statement.endswith("FOR UPDATE")


def test_what_reads_only_keeps_nothing():
	a_lead(lead_owner=REP.user)
	assert rep(lock=False).load == 1
	assert not frappe.db.exists(LOAD, REP.user)


def test_whatever_changes_owner_status_or_grade_makes_counts_stale():
	assert (rep().load, rep(SECOND_REP.user).load) == (0, 0)
	lead = a_lead(lead_owner=REP.user)
	assert rep().load == 1
	lead = frappe.get_doc(LEAD, lead.name)
	lead.lead_owner = SECOND_REP.user
	lead.save()
	assert (rep().load, rep(SECOND_REP.user).load) == (0, 1)
	lead.reload()
	lead.status = "Do Not Contact"
	lead.save()
	assert rep(SECOND_REP.user).load == 0
	opportunity = opportunity_of(lead, SECOND_REP.user)
	assert rep(SECOND_REP.user).load == 1
	opportunity.delete()
	assert rep(SECOND_REP.user).load == 0
	other = a_lead(lead_owner=REP.user)
	assert rep().load == 1
	frappe.delete_doc(LEAD, other.name)
	assert rep().load == 0


def test_a_save_that_changes_none_of_them_leaves_counts_alone():
	lead = frappe.get_doc(LEAD, a_lead(lead_owner=REP.user).name)
	rep()
	counted = load_rows([REP.user], lock=False)[REP.user].counted_at
	lead.city = "Lyon"
	lead.save()
	rep()
	assert load_rows([REP.user], lock=False)[REP.user].counted_at == counted


def test_old_counts_are_counted_again():
	rep()
	# Past all events.
	frappe.db.set_value(LEAD, a_lead().name, "lead_owner", REP.user)
	assert rep().load == 0
	frappe.db.set_value(LOAD, REP.user, "counted_at", now_datetime() - timedelta(minutes=6))
	assert rep().load == 1


def test_the_job_counts_before_a_choice_has_to():
	rep()
	assert count_again([REP.user, SECOND_REP.user]) == 1
	frappe.db.set_value(LOAD, REP.user, "counted_at", now_datetime() - timedelta(minutes=3))
	assert count_again([REP.user, SECOND_REP.user]) == 1
	assert count_again([]) == 0


def test_negative_capacity_written_past_the_form_is_none():
	profile = a_profile(REP.user)
	profile.db_set("capacity", -5)
	frappe.cache.delete_keys("lead_intelligence_rep")
	assert (rep().capacity, rep().room) == (0, 0)


def test_a_new_rep_gets_little_at_first():
	a_profile(REP.user, ramp_up_days=9, capacity=50, active_since=getdate(now_datetime()))
	assert rep().room == 5
