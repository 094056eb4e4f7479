"""The sample data on a real site: what is loaded hangs together."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import frappe
import pytest

from lead_intelligence.adapters.marketing_costs.costs import costs_of
from lead_intelligence.adapters.policies import compiled_version, live_version
from lead_intelligence.adapters.reevaluation import evaluate_stored
from lead_intelligence.core.history.journey import Cause
from lead_intelligence.core.reporting.filters import Filters
from lead_intelligence.core.reporting.period import Period
from lead_intelligence.core.snapshot.lead_snapshot import thaw
from lead_intelligence.setup.sample_data import record
from lead_intelligence.setup.sample_data.loading import load
from lead_intelligence.setup.sample_data.removal import clear, remove

TODAY = "2026-11-20"
STATUSES = (
	*("Lead", "Open", "Replied", "Interested", "Opportunity", "Quotation", "Lost Quotation", "Converted"),
	"Do Not Contact",
)


def take_away() -> None:
	if record.stored():
		clear()


@pytest.fixture(scope="module")
def loaded(live_site) -> Iterator[dict[str, Any]]:
	live_site.run(take_away)
	yield live_site.run(load, 1, TODAY)
	live_site.run(remove)
	live_site.wait_for_jobs()


@pytest.fixture
def on_site(loaded, live_site):
	"""Calls a function on the site and takes back what it wrote."""

	def call(function, *args):
		def and_back():
			try:
				return function(*args)
			finally:
				frappe.db.rollback()

		return live_site.run(and_back)

	return call


def names(doctype: str, **filters: Any) -> list[str]:
	filters["name"] = ("like", record.all_of(doctype))
	return frappe.get_all(doctype, filters=filters, pluck="name", order_by="name")


def test_the_state_says_what_is_there(loaded):
	assert loaded["state"] == "loaded"
	assert loaded["counts"]["lead"] == 400
	assert all(loaded["counts"].values())


def test_it_has_a_company_of_its_own_with_the_starter_model_live(loaded, on_site):
	def facts():
		company = loaded["company"]
		return (
			live_version(company).name,
			set(frappe.get_all("Lead", {"name": ("like", "LI-SAMPLE-%")}, pluck="company")),
			frappe.defaults.get_global_default("company"),
		)

	model, companies, default = on_site(facts)
	assert model == "ALS Scoring v1"
	assert companies == {"Ateliers Lumen (Sample)"}
	assert default != "Ateliers Lumen (Sample)"


def test_the_stored_scores_are_those_of_the_live_model(on_site):
	def differing():
		wrong = []
		for name in names("Lead"):
			lead = frappe.get_doc("Lead", name)
			score = evaluate_stored(lead, Cause.RESCORE).score
			stored = (lead.li_points, round(lead.li_score, 6), lead.li_grade, lead.li_scoring_model)
			if stored != (score.points, round(score.value, 6), score.grade, score.version):
				wrong.append((name, stored, score))
		return wrong

	assert on_site(differing) == []


def test_another_evaluation_enters_nothing_into_a_journey(on_site):
	def entries():
		leads = [frappe.get_doc("Lead", name) for name in names("Lead")[::7]]
		return [e for lead in leads for e in evaluate_stored(lead, Cause.RESCORE).entries]

	assert on_site(entries) == []


def test_the_journeys_can_be_replayed(loaded, on_site):
	def replayed():
		model, catalogue = compiled_version(live_version(loaded["company"]))
		rows = frappe.get_all(
			"Lead Journey Entry",
			filters={"lead": ("like", record.all_of("Lead"))},
			fields=["*"],
			order_by="lead, at, name",
		)
		last = {}
		for row in rows:
			before = last.get(row.lead)
			score = model.score(thaw(json.loads(row.inputs), catalogue), row.at)
			assert (score.points, score.grade) == (row.points_after, row.grade_after), row
			assert (row.kind == "First score") == (before is None), row
			assert before is None or (before.at < row.at and before.grade_after == row.grade_before), row
			last[row.lead] = row
		leads = {
			n: frappe.db.get_value("Lead", n, ["creation", "li_grade", "li_points"]) for n in names("Lead")
		}
		firsts = {row.lead: row.at for row in rows if row.kind == "First score"}
		assert firsts == {name: created for name, (created, _grade, _points) in leads.items()}
		for name, (_created, grade, points) in leads.items():
			assert (last[name].grade_after, last[name].points_after) == (grade, points)
		return len(rows)

	assert on_site(replayed) > 500


@pytest.mark.parametrize("status", STATUSES)
def test_a_lead_is_saved_without_a_correction(on_site, status):
	def saved():
		return [corrections("Lead", name) for name in names("Lead", status=status)[:4]]

	changes = on_site(saved)
	assert changes
	assert changes == [{}] * len(changes)


@pytest.mark.parametrize(
	("doctype", "status"),
	[("Opportunity", "Open"), ("Opportunity", "Lost"), ("Opportunity", "Converted"), ("Customer", None)],
)
def test_what_came_of_leads_is_saved_without_a_correction(on_site, doctype, status):
	def saved():
		return [
			corrections(doctype, name)
			for name in names(doctype, **({"status": status} if status else {}))[:4]
		]

	changes = on_site(saved)
	assert changes
	assert changes == [{}] * len(changes)


def corrections(doctype: str, name: str) -> dict[str, tuple[Any, Any]]:
	"""The fields that a save by hand changes. A blank is nothing, and nothing is 0."""
	before = frappe.db.get_value(doctype, name, "*", as_dict=True)
	frappe.get_doc(doctype, name).save()
	after = frappe.db.get_value(doctype, name, "*", as_dict=True)
	of_the_save = ("modified", "modified_by", "_seen")
	return {
		field: (before[field], after[field])
		for field in after
		if field not in of_the_save and (before[field] or None) != (after[field] or None)
	}


def test_records_link_to_one_another(on_site):
	def broken():
		found = []
		for customer in names("Customer"):
			lead, opportunity = frappe.db.get_value("Customer", customer, ["lead_name", "opportunity_name"])
			if frappe.db.get_value("Lead", lead, "status") != "Converted":
				found.append(customer)
			if opportunity and frappe.db.get_value("Opportunity", opportunity, "party_name") != lead:
				found.append(customer)
		for name in names("Communication")[::9]:
			reference, sender, recipients, received = frappe.db.get_value(
				"Communication", name, ["reference_name", "sender", "recipients", "sent_or_received"]
			)
			theirs = sender if received == "Received" else recipients
			if frappe.db.get_value("Lead", reference, "email_id") != theirs:
				found.append(name)
		return found

	assert on_site(broken) == []


def test_what_its_marketing_costs_is_there(loaded, on_site):
	def facts():
		filters = Filters(
			period=Period(first=date(2025, 11, 1), last=date(2026, 10, 31)), company=loaded["company"]
		)
		found = costs_of(filters)
		return found.total, found.by("Source"), found.by("Campaign"), found.notes

	total, by_source, by_campaign, notes = on_site(facts)
	assert by_source["Website"] == 12 * 240
	assert by_source["Exhibition"] == by_campaign["Workplace Fair"] == 2 * 2900
	assert total == sum(by_source.values()) == 12 * (240 + 180 + 150 + 60 + 390) + 2 * 2900
	# Each is of a source and a campaign that there is, and none is told twice.
	assert notes == ()


def test_the_forms_open(on_site):
	def opened():
		from frappe.desk.form.load import getdoc

		for doctype in ("Lead", "Opportunity", "Customer"):
			getdoc(doctype, names(doctype)[0])
		return len(frappe.response.docs)

	assert on_site(opened) == 3
