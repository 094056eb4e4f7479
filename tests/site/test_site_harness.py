"""What every other site test relies on."""

from pathlib import Path

import frappe
import pytest

import lead_intelligence
from tests.bench.location import APP, CHECKOUT
from tests.bench.people import MANAGER, REP

KEPT_COMPANY = "Harness Rolled Back"


def a_saved_lead(company_name: str):
	return frappe.get_doc(
		{"doctype": "Lead", "company_name": company_name, "email_id": "x@harness.example"}
	).insert()


def test_the_checkout_at_hand_is_what_is_installed():
	assert APP in frappe.get_installed_apps()
	assert Path(lead_intelligence.__file__).resolve().is_relative_to(CHECKOUT)
	assert Path(frappe.get_app_path(APP)).resolve() == CHECKOUT / APP


@pytest.mark.parametrize("time", ["first", "second"])
def test_nothing_a_test_wrote_is_there_in_the_next(time):
	assert not frappe.db.exists("Lead", {"company_name": KEPT_COMPANY})
	a_saved_lead(KEPT_COMPANY)
	assert frappe.db.exists("Lead", {"company_name": KEPT_COMPANY})


def test_a_lead_asks_no_one_for_a_picture():
	assert not a_saved_lead("Harness Picture").image


def test_people_act_under_their_own_name(signed_in_as):
	with signed_in_as(REP.user):
		assert a_saved_lead("Harness Owner").lead_owner == REP.user
	assert frappe.session.user == "Administrator"


def test_the_live_site_answers_over_http(live_site):
	session = live_site.signed_in("Sales Manager")
	assert session.call("frappe.auth.get_logged_user") == MANAGER.user


def test_the_live_site_works_off_its_jobs(live_site):
	def later() -> None:
		frappe.enqueue(
			"frappe.defaults.set_global_default", key="harness", value="done", enqueue_after_commit=True
		)

	live_site.run(later)
	live_site.wait_for_jobs()
	assert live_site.run(lambda: frappe.db.get_default("harness")) == "done"


def test_a_job_that_fails_is_not_overlooked(live_site):
	live_site.run(lambda: frappe.enqueue("frappe.no_such_function", enqueue_after_commit=True))
	with pytest.raises(AssertionError, match="no_such_function"):
		live_site.wait_for_jobs()


def test_the_live_site_runs_code_in_another_process(live_site):
	assert "Atelier Lumière" in live_site.run_in_process("print(frappe.get_all('Company', pluck='name'))")
