"""Previews that are begun twice, stopped, interrupted, or lose their model; who may see what; and bad arguments."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import frappe
import pytest
from frappe.utils import now_datetime

from lead_intelligence.adapters import previews
from lead_intelligence.api import preview as api
from lead_intelligence.jobs import preview as job
from tests.site.builders import a_draft, another_company
from tests.site.previewed_leads import FRENCH, a_draft_on_three_leads, previewed, two_models

MODEL, PREVIEW, CELL = previews.MODEL, previews.PREVIEW, previews.CELL


@pytest.fixture
def company(live_site, request) -> str:
	name = f"At Odds {abs(hash(request.node.nodeid)) % 10**8}"
	return live_site.run(another_company, name, name[-8:])


@pytest.fixture
def draft(live_site, company) -> str:
	return live_site.run(a_draft_on_three_leads, company)


def begin_waiting(draft: str) -> str:
	"""A preview that nobody works on yet."""
	doc = frappe.get_doc(MODEL, draft)
	name = frappe.get_doc(
		{
			"doctype": PREVIEW,
			"model": draft,
			"model_title": doc.title,
			"company": doc.company,
			"lost_after_days": 180,
			"status": "Waiting",
			"seen_at": now_datetime(),
		}
	).insert()
	return str(name.name)


def test_the_worker_does_it_and_the_desk_can_follow(live_site, draft):
	manager = live_site.signed_in("Sales Manager")
	begun = manager.call(
		"lead_intelligence.api.preview.begin", model=draft, newer_than="2020-01-01", lost_after_days=90
	)
	assert begun["already_running"] is False
	live_site.wait_for_jobs()
	followed = manager.call("lead_intelligence.api.preview.progress", preview=begun["preview"])
	assert followed == {"status": "Done", "done": 3, "total": 3, "problem": None}
	kept = manager.call("lead_intelligence.api.preview.previews_of", model=draft)
	assert [row["name"] for row in kept["previews"]] == [begun["preview"]]
	assert kept["previews"][0]["changed"] == 1
	assert (kept["may_begin"], kept["waiting_too_long"]) == (True, False)


def test_begun_twice_it_is_one_preview(live_site, draft):
	def begin():
		return api.begin(draft, None, 180)

	with ThreadPoolExecutor(3) as pool:
		ends = [future.result() for future in [pool.submit(live_site.run, begin) for _ in range(3)]]
	assert len({end["preview"] for end in ends}) == 1
	assert sorted(end["already_running"] for end in ends) == [False, True, True]
	live_site.wait_for_jobs()
	assert live_site.run(lambda: frappe.db.count(PREVIEW, {"model": draft})) == 1


def test_a_second_worker_leaves_it_to_the_first(live_site, draft):
	def run_twice():
		name = begin_waiting(draft)
		frappe.db.commit()
		job.run_preview(name)
		figures = frappe.db.get_value(PREVIEW, name, ["figures", "finished_at"])
		job.run_preview(name)
		assert frappe.db.get_value(PREVIEW, name, ["figures", "finished_at"]) == figures
		return sum(frappe.get_all(CELL, filters={"preview": name}, pluck="leads"))

	assert live_site.run(run_twice) == 3


@pytest.mark.parametrize("how", ["model", "preview", "stop"])
def test_what_goes_while_it_runs_leaves_nothing_behind(live_site, draft, monkeypatch, how):
	"""The model is deleted, or the preview, or it is stopped, after the first batch."""
	store = job.store_cells

	def store_and_interfere(name, number, cells):
		store(name, number, cells)
		if number == 0:
			frappe.db.commit()
			live_site.run(interfere, name)

	def interfere(name):
		if how == "model":
			frappe.delete_doc(MODEL, draft)
		elif how == "preview":
			frappe.delete_doc(PREVIEW, name)
		else:
			api.stop(name)

	monkeypatch.setattr(job, "MOST_NAMES", 1)
	monkeypatch.setattr(job, "store_cells", store_and_interfere)

	def look():
		errors = frappe.db.count("Error Log")
		name = previewed(draft)
		assert frappe.db.count("Error Log") == errors
		return frappe.db.get_value(PREVIEW, name, ["status", "figures"]), frappe.db.count(
			CELL, {"preview": name}
		)

	row, cells = live_site.run(look)
	if how == "stop":
		assert (row, cells) == (("Stopped", None), 1)
	else:
		assert (row, cells) == (None, 0)


def test_a_model_deleted_while_its_preview_waits_takes_it_along(live_site, draft):
	def look():
		name = begin_waiting(draft)
		frappe.delete_doc(MODEL, draft)
		frappe.db.commit()
		job.run_preview(name)
		return frappe.db.exists(PREVIEW, name)

	assert live_site.run(look) is None


def test_a_killed_worker_is_told_and_it_can_be_begun_again(live_site, draft):
	def look():
		name = begin_waiting(draft)
		long_ago = now_datetime() - timedelta(minutes=10)
		frappe.db.set_value(PREVIEW, name, {"status": "Running", "seen_at": long_ago})
		told = api.progress(name)
		again = api.begin(draft)
		return told, name, again

	told, name, again = live_site.run(look)
	assert told["status"] == "Failed"
	assert told["problem"] == "The preview was interrupted: its worker is gone. Preview again."
	assert again["already_running"] is False
	assert again["preview"] != name
	live_site.wait_for_jobs()


def test_a_worker_that_never_comes_is_told(live_site, draft):
	def look():
		name = begin_waiting(draft)
		frappe.db.set_value(PREVIEW, name, "seen_at", now_datetime() - timedelta(minutes=2))
		return api.previews_of(draft)["waiting_too_long"]

	assert live_site.run(look) is True


def test_a_defect_of_ours_ends_in_a_sentence_and_a_log(live_site, draft, monkeypatch):
	def fail(*_args):
		raise ZeroDivisionError

	monkeypatch.setattr(job, "comparison_data", fail)

	def look():
		errors = frappe.db.count("Error Log")
		told = api.progress(previewed(draft))
		return told, frappe.db.count("Error Log") - errors

	told, errors = live_site.run(look)
	assert (told["status"], errors) == ("Failed", 1)
	assert told["problem"] == "The preview could not be finished. The error log says why."


def test_a_preview_of_what_was_changed_since_is_marked(live_site, draft):
	def look():
		previewed(draft)
		fresh = api.previews_of(draft)["previews"][0]["stale"]
		doc = frappe.get_doc(MODEL, draft)
		doc.rules[0].points = 30
		doc.save()
		return fresh, api.previews_of(draft)["previews"][0]["stale"]

	assert live_site.run(look) == (False, True)


def test_a_model_without_grades_is_refused_before_anything_begins(live_site, company):
	def look():
		empty = a_draft(FRENCH, company=company, grades=[])
		with pytest.raises(frappe.ValidationError, match="The model has no grades"):
			api.begin(empty.name)
		return frappe.db.count(PREVIEW, {"model": empty.name})

	assert live_site.run(look) == 0


@pytest.mark.parametrize(
	("arguments", "sentence"),
	[
		({"newer_than": "yesterday-ish"}, "Judge on leads created since must be given as a date."),
		({"lost_after_days": 0}, "Days after which a lead counts as lost must be from 1 to 3650."),
		({"lost_after_days": "many"}, "must be from 1 to 3650."),
		({"lost_after_days": 10**9}, "must be from 1 to 3650."),
	],
)
def test_bad_arguments_are_refused_by_name(live_site, draft, arguments, sentence):
	def look():
		with pytest.raises(frappe.ValidationError, match=sentence):
			api.begin(draft, **arguments)

	live_site.run(look)


def test_a_preview_that_is_gone_is_said_to_be(live_site, draft):
	def look():
		with pytest.raises(frappe.DoesNotExistError, match="no longer exists"):
			api.result("no-such-preview")

	live_site.run(look)


def test_its_sentences_come_in_the_language_of_the_reader(live_site, company):
	def look():
		_live, draft = two_models(company)
		name = previewed(draft)
		frappe.local.lang = "fr"
		return api.result(name)["comparison"]["cautions"]

	(caution,) = live_site.run(look)
	assert caution.startswith("Il n'y a aucun prospect passé")
