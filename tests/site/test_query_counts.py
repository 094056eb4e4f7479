"""How many queries the app adds to a save. A count is the same on every machine; times are in benchmarks/."""

from collections.abc import Callable
from itertools import count

import frappe
import pytest

from lead_intelligence.adapters.live_versions import forget_live_versions
from lead_intelligence.api import lead_desk_acts as acts
from tests.bench.erpnext_alone import counted_queries, erpnext_alone
from tests.bench.people import REP
from tests.site.agreed_leads import a_live_definition
from tests.site.builders import a_lead
from tests.site.desk_acts import a_lead_of_rosa, a_step
from tests.site.response_builders import a_live_policy, clocks

numbers = count()


def insert() -> None:
	a_lead(email_id=f"n{next(numbers)}@counts.example", job_title="CEO", source="Reference")


def queries(work: Callable[[], object]) -> list[str]:
	with counted_queries() as sent:
		work()
	return sent


def added(work: Callable[[], Callable[[], object]]) -> list[str]:
	"""What the app sends on top of ERPNext. `work` prepares, and gives what is to be counted."""
	work()()
	with erpnext_alone():
		alone = queries(work())
	ours = queries(work())
	assert len(ours) >= len(alone) >= 4
	for query in alone:
		if query in ours:
			ours.remove(query)
	return ours


@pytest.fixture
def lead():
	insert()
	return frappe.get_last_doc("Lead")


def test_a_save_that_changes_nothing(lead):
	def prepared():
		return frappe.get_doc("Lead", lead.name).save

	assert len(added(prepared)) <= 4


def test_a_save_that_changes_the_score(lead):
	def prepared():
		doc = frappe.get_doc("Lead", lead.name)
		doc.job_title = "Clerk"
		doc.save()
		doc = frappe.get_doc("Lead", lead.name)
		doc.job_title = "CEO"
		return doc.save

	assert 1 <= len(added(prepared)) <= 8


def test_an_insert():
	assert 1 <= len(added(lambda: insert)) <= 8


def test_an_insert_whose_contact_writes_the_phone_back():
	def insert_with_phone():
		a_lead(email_id=f"n{next(numbers)}@counts.example", phone="+33 1 23 45 67 89")

	assert len(added(lambda: insert_with_phone)) <= 8


@pytest.fixture
def agreement():
	"""An MQL needs nothing but a title, so that saves and inserts make MQLs that are handed over."""
	a_live_definition()


def test_with_an_agreement_a_save_that_changes_nothing(agreement):
	insert()
	lead = frappe.get_last_doc("Lead")
	assert lead.li_stage == "MQL"

	def prepared():
		return frappe.get_doc("Lead", lead.name).save

	# What is live is asked for twice, and not of Redis, as the agreement went live in this very transaction.
	assert len(added(prepared)) <= 8


def test_with_an_agreement_a_save_that_makes_an_mql(agreement):
	def prepared():
		lead = a_lead(email_id=f"n{next(numbers)}@counts.example", source="Reference", lead_owner=REP.user)
		doc = frappe.get_doc("Lead", lead.name)
		doc.job_title = "CEO"
		return doc.save

	prepared()()
	assert frappe.get_last_doc("Lead").li_due_at
	# One of them because the agreement went live in this very transaction.
	assert 1 <= len(added(prepared)) <= 14


def test_with_an_agreement_an_insert_of_an_mql(agreement):
	def insert_mql():
		a_lead(email_id=f"n{next(numbers)}@counts.example", job_title="CEO", lead_owner=REP.user)

	insert_mql()
	assert frappe.get_last_doc("Lead").li_due_at
	assert 1 <= len(added(lambda: insert_mql)) <= 18


@pytest.fixture
def just_changed():
	"""What is live is asked for anew by the transaction that changed it, with a policy and without."""
	forget_live_versions()


def answered_within_the_hour() -> None:
	a_live_policy(targets=[{"first_response_minutes": 60, "acceptance_hours": 2, "next_touch_hours": 16}])


def test_a_response_policy_adds_two_queries_to_a_save_that_changes_nothing(just_changed, lead):
	def prepared():
		return frappe.get_doc("Lead", lead.name).save

	without = len(added(prepared))
	answered_within_the_hour()
	assert len(added(prepared)) <= without + 2


def test_a_response_policy_adds_two_queries_to_a_save_with_a_clock(just_changed):
	def prepared():
		doc = frappe.get_doc("Lead", a_lead(email_id=f"n{next(numbers)}@counts.example").name)
		doc.job_title = "CEO"
		return doc.save

	without = len(added(prepared))
	answered_within_the_hour()
	with_policy = added(prepared)
	assert clocks(frappe.get_last_doc("Lead").name)
	assert len(with_policy) <= without + 2


def test_a_response_policy_adds_two_queries_to_an_insert(just_changed):
	without = len(added(lambda: insert))
	answered_within_the_hour()
	with_policy = added(lambda: insert)
	assert clocks(frappe.get_last_doc("Lead").name)
	assert len(with_policy) <= without + 2


def test_what_a_rep_does_on_the_desk():
	"""Whatever goes with it, and however many touches and steps the lead has."""
	lead = a_lead_of_rosa()
	for number in range(30):
		acts.call(lead, "No Answer", "Later", step=a_step(), form=f"before {number}")
	step = a_step()
	assert len(queries(lambda: acts.call(lead, "Reached", "Hello", step=step, form="1"))) <= 24
	assert len(queries(lambda: acts.call(lead, "Reached", "Hello", step=step, form="1"))) <= 14
	assert len(queries(lambda: acts.note(lead, "Hello", form="2"))) <= 13
