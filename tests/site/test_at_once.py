"""Two at the same moment: versions going live, and a lead saved while it is evaluated in the background."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

import frappe
import pytest
from frappe.database.database import Database

from lead_intelligence.adapters import policies
from lead_intelligence.adapters.live_versions import forget_cached_live_versions
from lead_intelligence.adapters.reevaluation import reevaluate
from lead_intelligence.core.history.journey import Cause
from tests.bench.base_company import COMPANY
from tests.site.builders import a_draft, a_lead, a_live_model, another_company, rule

CEO = rule("job_title", "is", "CEO", points=25)


@pytest.fixture
def model_before(live_site):
	"""The site's own model is live again after the test."""
	live = {"live_for": COMPANY}
	model = live_site.run(lambda: frappe.db.get_value("Lead Scoring Model", live, "name"))
	yield model

	def put_back():
		frappe.copy_doc(frappe.get_doc("Lead Scoring Model", model), ignore_no_copy=False).insert().submit()

	live_site.run(put_back)


def submit_at_once(live_site, drafts: list[str]) -> list[BaseException | None]:
	"""What each of them ended with."""
	start = Barrier(len(drafts))

	def submit(draft: str) -> None:
		model = frappe.get_doc("Lead Scoring Model", draft)
		start.wait(60)
		model.submit()

	with ThreadPoolExecutor(len(drafts)) as pool:
		return [
			future.exception() for future in [pool.submit(live_site.run, submit, name) for name in drafts]
		]


@pytest.mark.parametrize("round_", range(3))
def test_of_versions_that_go_live_at_once_one_is_live_in_the_end(live_site, model_before, round_):
	drafts = live_site.run(lambda: [a_draft(CEO).name for _ in range(3)])
	ends = submit_at_once(live_site, drafts)

	def look():
		return frappe.get_all(
			"Lead Scoring Model",
			filters={"name": ("in", drafts)},
			fields=["name", "status", "docstatus", "live_for", "valid_from", "valid_to"],
		)

	models = live_site.run(look)
	succeeded = [name for name, error in zip(drafts, ends, strict=True) if error is None]
	live = [model for model in models if model.status == "Live"]
	assert [model.live_for for model in live] == [COMPANY]
	assert live[0].name in succeeded
	# Who got no error has a model that was live; who got one still has a draft to submit again.
	assert {model.name for model in models if model.docstatus == 1} == set(succeeded)
	assert not [error for error in ends if error]
	ended = sorted(model.valid_to for model in models if model.status == "Retired")
	assert ended == sorted(model.valid_from for model in models)[1:]


def test_of_first_versions_of_a_company_too(live_site, monkeypatch):
	"""There is no live row yet that the one who comes first could lock."""
	company = live_site.run(another_company, "Atelier At Once", "AO")
	look_up = Database.get_value

	def look_up_slowly(db, doctype, filters=None, *args, **kwargs):
		found = look_up(db, doctype, filters, *args, **kwargs)
		if filters == {"live_for": company}:
			sleep(0.3)
		return found

	monkeypatch.setattr(Database, "get_value", look_up_slowly)
	drafts = live_site.run(lambda: [a_draft(CEO, company=company).name for _ in range(3)])
	assert not [error for error in submit_at_once(live_site, drafts) if error]
	live = live_site.run(
		lambda: frappe.get_all("Lead Scoring Model", filters={"live_for": company}, pluck="name")
	)
	assert len(live) == 1


def test_an_evaluation_sees_what_was_saved_after_its_transaction_began(live_site):
	company = live_site.run(another_company, "Atelier Snapshot", "AS")
	live_site.run(lambda: a_live_model(CEO, company=company) and None)
	lead = live_site.run(lambda: a_lead(company=company).name)

	def evaluate_late() -> int:
		assert frappe.db.get_value("Lead", lead, "job_title") is None
		live_site.run(save_elsewhere)
		reevaluate([lead], Cause.RESCORE)
		return frappe.db.sql("select li_points from tabLead where name = %s lock in share mode", lead)[0][0]

	def save_elsewhere() -> None:
		doc = frappe.get_doc("Lead", lead)
		doc.job_title = "CEO"
		doc.save()

	assert live_site.run(evaluate_late) == 25


@pytest.mark.parametrize("compiled_before", [True, False])
def test_who_began_before_a_model_went_live_neither_uses_nor_spreads_the_one_of_before(
	live_site, compiled_before
):
	"""What such a transaction reads of models is what was live when it began. It must not fill the cache with it."""
	company = live_site.run(another_company, "Atelier Overtaken", "AV")
	live_site.run(lambda: a_live_model(rule("job_title", "is", "CEO", points=1), company=company) and None)
	draft = live_site.run(lambda: a_draft(rule("job_title", "is", "CEO", points=2), company=company).name)

	def go_live() -> None:
		model = frappe.get_doc("Lead Scoring Model", draft)
		model.rules[0].points = 25
		model.save()
		model.submit()

	def save_late() -> int:
		assert frappe.db.count("Lead Scoring Model", {"live_for": company}) == 1
		live_site.run(go_live)
		forget_cached_live_versions()
		if not compiled_before:
			policies._compiled.clear()
		return a_lead(company=company, job_title="CEO").name

	overtaken = live_site.run(save_late)
	after = live_site.run(lambda: a_lead(company=company, job_title="CEO").name)
	found = live_site.run(
		lambda: [
			frappe.db.get_value("Lead", name, ["li_points", "li_scoring_model"])
			for name in (overtaken, after)
		]
	)
	assert found == [(25, draft)] * 2


def test_a_version_is_read_as_it_went_live_and_not_as_the_draft_of_before(live_site):
	"""It is kept compiled for the life of the process, so the wrong one would judge leads for long."""
	company = live_site.run(another_company, "Atelier Draft", "AD")
	draft = live_site.run(lambda: a_draft(rule("job_title", "is", "CEO", points=2), company=company).name)

	def go_live() -> None:
		model = frappe.get_doc("Lead Scoring Model", draft)
		model.rules[0].points = 25
		model.save()
		model.submit()

	def read_late() -> int:
		assert frappe.db.get_value("Lead Scoring Model", draft, "docstatus") == 0
		live_site.run(go_live)
		policies._compiled.clear()
		return policies.policies_for(company)[0].scoring.rules[0].rule.points

	assert live_site.run(read_late) == 25
