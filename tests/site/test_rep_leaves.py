"""Leave of HRMS. Where HRMS is not installed, a doctype of the same name and fields stands in for its own."""

from __future__ import annotations

from datetime import timedelta

import frappe
import pytest
from frappe.utils import getdate, now_datetime

from lead_intelligence.adapters.rep_leaves import LEAVE, has_hrms, leaves_of
from lead_intelligence.adapters.rep_presence import absences_of
from lead_intelligence.adapters.rep_profiles import forget_reps
from lead_intelligence.core.routing.rep import Away
from lead_intelligence.core.routing.rep_profile import Leave
from tests.bench.people import REP
from tests.site.escalated_leads import employed

FIELDS = (
	("employee", "Data"),
	("from_date", "Date"),
	("to_date", "Date"),
	("half_day", "Check"),
	("half_day_date", "Date"),
	("status", "Data"),
)


def stand_in() -> None:
	frappe.get_doc(
		{
			"doctype": "DocType",
			"name": LEAVE,
			"module": "Custom",
			"custom": 1,
			"is_submittable": 1,
			"fields": [{"fieldname": name, "fieldtype": kind, "label": name} for name, kind in FIELDS],
			"permissions": [
				{"role": "System Manager", "read": 1, "write": 1, "create": 1, "submit": 1, "cancel": 1}
			],
		}
	).insert()


def take_away() -> None:
	frappe.db.delete("Employee", {"employee_name": REP.user})
	frappe.delete_doc("DocType", LEAVE, force=True, ignore_missing=True)
	frappe.db.sql_ddl(f"drop table if exists `tab{LEAVE}`")
	frappe.clear_cache()
	forget_reps([REP.user])


@pytest.fixture(scope="module")
def with_leave(live_site):
	if live_site.run(has_hrms):
		pytest.skip("HRMS is installed: its own Leave Application is tested")
	live_site.run(stand_in)
	yield live_site
	live_site.run(take_away)


@pytest.fixture
def employee(with_leave):
	name = with_leave.run(lambda: employed(REP.user))
	with_leave.run(lambda: forget_reps([REP.user]))
	yield name
	with_leave.run(lambda: frappe.db.delete(LEAVE))
	with_leave.run(lambda: frappe.db.delete("Employee", {"name": name}))
	with_leave.run(lambda: forget_reps([REP.user]))


def day(offset: int):
	return getdate(now_datetime()) + timedelta(days=offset)


def leave(employee: str, first: int, last: int, *, submit: bool = True, **fields):
	values = {"employee": employee, "from_date": day(first), "to_date": day(last), "status": "Approved"}
	doc = frappe.get_doc({"doctype": LEAVE, **values, **fields}).insert()
	if submit:
		doc.submit()
	return doc


def why():
	found = absences_of([REP.user], now_datetime()).get(REP.user)
	return found and found.why


def test_approved_leave_is_an_absence_from_its_submission_to_its_cancellation(with_leave, employee):
	assert with_leave.run(why) is None
	name = with_leave.run(lambda: leave(employee, 0, 3, submit=False).name)
	assert with_leave.run(why) is None
	with_leave.run(lambda: frappe.get_doc(LEAVE, name).submit())
	assert with_leave.run(why) is Away.LEAVE
	with_leave.run(lambda: frappe.get_doc(LEAVE, name).cancel())
	assert with_leave.run(why) is None


def test_leave_that_was_refused_is_none(with_leave, employee):
	with_leave.run(lambda: leave(employee, 0, 3, status="Rejected"))
	assert with_leave.run(why) is None


@pytest.mark.parametrize(
	("fields", "found"),
	[
		({}, [(0, 4)]),
		({"half_day": 1, "half_day_date": 0}, [(1, 4)]),
		({"half_day": 1, "half_day_date": 2}, [(0, 1), (3, 4)]),
		({"half_day": 1, "half_day_date": 4}, [(0, 3)]),
		({"half_day": 1, "half_day_date": 9}, [(0, 4)]),
		({"half_day": 1}, [(0, 4)]),
	],
)
def test_half_days_count_as_worked(with_leave, employee, fields, found):
	def act():
		values = dict(fields)
		if "half_day_date" in values:
			values["half_day_date"] = day(values["half_day_date"])
		leave(employee, 0, 4, **values)
		return leaves_of([employee], day(0))[employee]

	assert with_leave.run(act) == tuple(
		Leave(first=with_leave.run(lambda one=a: day(one)), last=with_leave.run(lambda one=b: day(one)))
		for a, b in found
	)


def test_half_a_day_alone_is_no_absence(with_leave, employee):
	with_leave.run(lambda: leave(employee, 0, 0, half_day=1))
	assert with_leave.run(why) is None


def test_leaves_long_ago_are_not_looked_at(with_leave, employee):
	with_leave.run(lambda: leave(employee, -200, -150))
	assert with_leave.run(lambda: leaves_of([employee], day(0))) == {}


def test_without_hrms_nobody_is_on_leave():
	if has_hrms():
		pytest.skip("HRMS is installed")
	assert leaves_of(["HR-EMP-00001"], getdate(now_datetime())) == {}


def test_leave_of_hrms_itself():
	if "hrms" not in frappe.get_installed_apps():
		pytest.skip("HRMS is not installed")
	meta = frappe.get_meta(LEAVE)
	assert all(meta.has_field(name) for name, _kind in FIELDS)
