"""Who manages a rep."""

from __future__ import annotations

import frappe

from lead_intelligence.adapters.sales_managers import managers_of, sales_managers
from tests.bench.people import MANAGER, MARKETING, REP, SECOND_REP
from tests.site.escalated_leads import employed, sells


def test_who_is_above_in_the_tree_of_sales_persons():
	team = sells(employed(SECOND_REP.user))
	sells(employed(REP.user), under=team)
	assert managers_of(REP.user) == (SECOND_REP.user,)


def test_a_place_above_without_a_user_or_with_one_who_has_left_is_passed():
	head = sells(employed(MARKETING.user))
	team = sells(employed(SECOND_REP.user), under=head)
	sells(employed(REP.user), under=sells(None, under=team))
	assert managers_of(REP.user) == (SECOND_REP.user,)
	frappe.db.set_value("User", SECOND_REP.user, "enabled", 0)
	assert managers_of(REP.user) == (MARKETING.user,)


def test_else_whom_the_employee_reports_to():
	employed(REP.user, reports_to=employed(SECOND_REP.user))
	assert managers_of(REP.user) == (SECOND_REP.user,)


def test_nobody_is_their_own_manager():
	employed(REP.user, reports_to=employed(REP.user, status="Left"))
	assert managers_of(REP.user) == sales_managers()
	assert MANAGER.user not in managers_of(MANAGER.user)


def test_whoever_manages_sales_where_the_rep_is_no_employee():
	assert managers_of(REP.user) == managers_of(None) == sales_managers()
	assert MANAGER.user in sales_managers()
