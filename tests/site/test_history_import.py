"""Files of history go through a check, an import and an undoing in the background, and come out exact whatever disturbs them."""

import csv

import frappe
import pytest

from lead_intelligence.adapters.history_imports import work
from lead_intelligence.adapters.history_imports.alone import at_it
from lead_intelligence.api import history_import as api
from lead_intelligence.jobs import history_imports as jobs
from tests.bench.people import MANAGER
from tests.site.history_files import (
	ENTRY,
	FACT,
	IMPORT,
	an_import,
	attached,
	checked,
	csv_of,
	entered,
	facts_of,
	lead_with,
	sentences,
	stages_of,
	undone,
	worked,
)
from tests.site.rq_workers import own_queue

HEADER = ("mql_id", "first_contact_date", "origin", "won_date")
MEANS = {
	"mql_id": "Own Number",
	"first_contact_date": "Reached MQL",
	"origin": "Source",
	"won_date": "Reached Customer",
}
OPTIONS = {"create_leads": 1, "create_masters": 1}


@pytest.fixture
def no_worker(live_site):
	"""The tests do the work themselves, in their own process."""
	with own_queue(live_site, "history-imports"):
		yield


@pytest.fixture
def prefix() -> str:
	"""Own numbers that no other run has used: a kept site remembers."""
	return frappe.generate_hash(length=8)


def rows(prefix: str, number: int) -> list[tuple[str, str, str, str]]:
	"""Every third is won, every tenth has a date that does not exist."""
	return [
		(
			f"{prefix}-{n}",
			"2018-02-30" if n % 10 == 9 else "2018-02-01",
			"social",
			"2018-03-01" if n % 3 == 0 else "",
		)
		for n in range(number)
	]


def of_import(doctype: str, doc) -> int:
	field = "history_import" if doctype == FACT else "reference_name"
	return int(frappe.db.count(doctype, {field: doc.name}))


def test_a_file_is_checked_imported_and_undone(live_site, no_worker, prefix):
	def happens():
		won = ("", "2018-02-01", "social", "2018-02-26 19:58:54")
		text = csv_of(HEADER, (f"{prefix}-1", *won[1:]), (f"{prefix}-2", "2017-10-20", "", ""))
		doc = an_import(text, MEANS, **OPTIONS)
		found = checked(doc)
		assert (found["status"], found["findings"]["counts"]["created"]) == ("Checked", 2)
		assert (of_import(FACT, doc), of_import(ENTRY, doc)) == (0, 0)
		found = entered(doc)
		assert found["status"] == "Imported"
		lead = lead_with(f"{prefix}-1")
		assert stages_of(lead) == [
			(None, "MQL", "2018-02-01 00:00:00"),
			("MQL", "Customer", "2018-02-26 19:58:54"),
		]
		(deal,) = facts_of(lead, "Opportunity")
		assert (deal.outcome, str(deal.closed_at), deal.has_amount, deal.at) == (
			"Won",
			"2018-02-26 19:58:54",
			0,
			None,
		)
		doc.reload()
		assert (
			doc.rows_read,
			doc.rows_accepted,
			doc.leads_created,
			doc.entries_written,
			doc.facts_written,
		) == (2, 2, 2, 3, 1)
		found = undone(doc)
		assert found["status"] == "Undone"
		assert not frappe.db.exists("Lead", lead)
		assert (of_import(FACT, doc), of_import(ENTRY, doc)) == (0, 0)
		assert entered(doc)["status"] == "Imported"
		undone(doc)

	live_site.run(happens)


def test_a_worker_of_the_site_does_it_for_whoever_asked(live_site, prefix):
	manager = live_site.signed_in("Sales Manager")
	text = csv_of(HEADER, *rows(prefix, 30))

	def prepare() -> str:
		frappe.set_user(MANAGER.user)
		return an_import(text, {**MEANS, "origin": "Ignore"}, create_leads=1).name

	name = live_site.run(prepare)
	manager.call("lead_intelligence.api.history_import.check", name=name)
	live_site.wait_for_jobs()
	found = manager.call("lead_intelligence.api.history_import.progress", name=name)
	assert (found["status"], found["findings"]["counts"]["refused"]) == ("Checked", 3)
	manager.call("lead_intelligence.api.history_import.begin", name=name)
	live_site.wait_for_jobs()
	found = manager.call("lead_intelligence.api.history_import.progress", name=name)
	assert (found["status"], found["findings"]["counts"]["created"]) == ("Imported", 27)
	owner = live_site.run(lambda: frappe.db.get_value("Lead", lead_with(f"{prefix}-0"), "owner"))
	assert owner == MANAGER.user
	manager.call("lead_intelligence.api.history_import.undo", name=name)
	live_site.wait_for_jobs()
	assert live_site.run(lambda: frappe.db.get_value(IMPORT, name, "status")) == "Undone"


def test_refused_lines_are_mended_and_imported_again(live_site, no_worker, prefix):
	def happens():
		doc = an_import(csv_of(HEADER, *rows(prefix, 20)), MEANS, **OPTIONS)
		found = entered(doc)
		assert sentences(found) == {
			line: ["first_contact_date: '2018-02-30' is a date that does not exist. Correct it."]
			for line in (11, 21)
		}
		doc.reload()
		assert (doc.rows_refused, doc.leads_created) == (2, 18)
		content = frappe.get_doc("File", {"file_url": doc.refused_file}).get_content()
		text = content if isinstance(content, str) else content.decode("utf-8-sig")
		lines = list(csv.reader(text.lstrip("\ufeff").splitlines()))
		assert lines[0] == ["Line", "Reason", *HEADER]
		assert [line[0] for line in lines[1:]] == ["11", "21"]
		mended = an_import(text.replace("2018-02-30", "2018-02-28"), MEANS, **OPTIONS)
		found = entered(mended)
		assert (found["findings"]["counts"]["created"], found["findings"]["counts"]["refused"]) == (2, 0)
		assert stages_of(lead_with(f"{prefix}-9"))[0][2] == "2018-02-28 00:00:00"
		for one in (doc, mended):
			undone(one)

	live_site.run(happens)


class Killed(BaseException):
	"""Nothing catches it, as nothing catches a signal."""


def test_a_worker_that_is_killed_leaves_nothing_half_done_and_another_goes_on(
	live_site, no_worker, prefix, monkeypatch
):
	monkeypatch.setattr(work, "LINES_IN_A_CHUNK", 10)
	take, taken = work.Work._take, []

	def killed_in_the_third(self, records):
		if len(taken) == 2:
			taken.append(0)
			self._judging.judge(records)
			lines = self._judging.judge([])
			self._entry.enter(lines)
			self._refused.add(self._judging.judge(records))
			raise Killed
		taken.append(0)
		return take(self, records)

	def prepare() -> str:
		doc = an_import(csv_of(HEADER, *rows(prefix, 55)), MEANS, **OPTIONS)
		checked(doc)
		api.begin(doc.name)
		return doc.name

	name = live_site.run(prepare)
	monkeypatch.setattr(work.Work, "_take", killed_in_the_third)
	with pytest.raises(Killed):
		live_site.run(jobs.work, name)
	monkeypatch.setattr(work.Work, "_take", take)

	def goes_on():
		doc = frappe.get_doc(IMPORT, name)
		assert (doc.status, of_import(ENTRY, doc)) == ("Importing", 24)
		found = worked(doc)
		assert (found["status"], found["findings"]["counts"]["created"]) == ("Imported", 50)
		assert found["findings"]["counts"]["read"] == 55
		assert frappe.db.count(FACT, {"history_import": name, "kind": "Lead"}) == 50
		content = frappe.get_doc(
			"File", {"file_url": frappe.db.get_value(IMPORT, name, "refused_file")}
		).get_content()
		assert content.count("does not exist") == 5
		undone(doc)

	live_site.run(goes_on)


def test_an_import_that_was_stopped_can_go_on_or_be_undone(live_site, no_worker, prefix, monkeypatch):
	monkeypatch.setattr(work, "LINES_IN_A_CHUNK", 10)
	take = work.Work._take

	def stopped_after_one(self, records):
		found = take(self, records)
		if found and self._enters and self._done == 10:
			api.stop(self._name)
			frappe.db.commit()
		return found

	def happens():
		doc = an_import(csv_of(HEADER, *rows(prefix, 40)), MEANS, **OPTIONS)
		checked(doc)
		monkeypatch.setattr(work.Work, "_take", stopped_after_one)
		api.begin(doc.name)
		found = worked(doc)
		assert (found["status"], found["error"]) == ("Failed", "Stopped by Administrator.")
		assert (found["can_go_on"], found["can_undo"]) == (True, True)
		assert frappe.db.count(FACT, {"history_import": doc.name, "kind": "Lead"}) == 9
		monkeypatch.setattr(work.Work, "_take", take)
		api.begin(doc.name)
		found = worked(doc)
		assert (found["status"], found["findings"]["counts"]["created"]) == ("Imported", 36)
		undone(doc)

	live_site.run(happens)


def test_one_import_is_at_work_at_a_time_and_what_was_checked_is_what_is_imported(
	live_site, no_worker, prefix
):
	def happens():
		first = an_import(csv_of(HEADER, *rows(prefix, 3)), MEANS, **OPTIONS)
		second = an_import(csv_of(HEADER, *rows(prefix, 3)), MEANS, title="Second", **OPTIONS)
		checked(first)
		frappe.db.set_value(IMPORT, second.name, "status", "Importing")
		with pytest.raises(frappe.ValidationError, match="'Second' is being worked on: Importing"):
			api.begin(first.name)
		frappe.db.set_value(IMPORT, second.name, "status", "Draft")
		first.reload()
		first.create_masters = 0
		first.save()
		assert (first.status, first.checked_at, first.findings) == ("Draft", None, None)
		with pytest.raises(frappe.ValidationError, match="Check the file first"):
			api.begin(first.name)
		first.create_masters = 1
		first.save()
		assert entered(first)["status"] == "Imported"
		first.reload()
		first.file = attached(csv_of(HEADER, *rows(prefix, 2)))
		with pytest.raises(frappe.ValidationError, match="This import is entered already"):
			first.save()
		with pytest.raises(frappe.ValidationError, match="Undo this import before you delete it"):
			frappe.delete_doc(IMPORT, first.name)
		first.reload()
		first.title = "Another title"
		first.save()
		undone(first)
		frappe.delete_doc(IMPORT, first.name)
		frappe.delete_doc(IMPORT, second.name)

	live_site.run(happens)


def test_a_defect_of_ours_is_said_and_logged(live_site, no_worker, prefix, monkeypatch):
	def happens():
		doc = an_import(csv_of(HEADER, *rows(prefix, 3)), MEANS, **OPTIONS)
		monkeypatch.setattr(work.Work, "_count", lambda self, lines: 1 / 0)
		found = checked(doc)
		assert found["status"] == "Failed"
		assert "The error is in the Error Log" in found["error"]
		assert frappe.db.exists("Error Log", {"reference_doctype": IMPORT, "reference_name": doc.name})
		monkeypatch.undo()
		assert checked(doc)["status"] == "Checked"

	live_site.run(happens)


def test_what_nobody_works_at_goes_on_by_itself(live_site, no_worker, prefix, monkeypatch):
	begun = []
	monkeypatch.setattr(jobs, "start", begun.append)

	def happens():
		doc = an_import(csv_of(HEADER, *rows(prefix, 3)), MEANS, **OPTIONS)
		frappe.db.set_value(IMPORT, doc.name, {"status": "Checking"})
		jobs.resume_lost()
		assert begun == []
		frappe.db.set_value(
			IMPORT, doc.name, "modified", frappe.utils.add_to_date(None, minutes=-4), update_modified=False
		)
		jobs.resume_lost()
		assert begun == [doc.name]
		frappe.db.set_value(IMPORT, doc.name, {"status": "Draft"})

	live_site.run(happens)


def test_a_second_worker_leaves_an_import_to_the_first(live_site, no_worker, prefix):
	def begun() -> str:
		doc = an_import(csv_of(HEADER, *rows(prefix, 3)), MEANS, **OPTIONS)
		checked(doc)
		api.begin(doc.name)
		return doc.name

	name = live_site.run(begun)

	def two() -> str:
		with at_it(name) as is_ours:
			assert is_ours
			live_site.run(jobs.work, name)
			frappe.db.commit()
			return str(frappe.db.get_value(IMPORT, name, "status"))

	assert live_site.run(two) == "Importing"
	live_site.run(jobs.work, name)
	assert live_site.run(lambda: frappe.db.get_value(IMPORT, name, "status")) == "Imported"
	live_site.run(lambda: undone(frappe.get_doc(IMPORT, name)))


def test_an_undoing_that_failed_can_be_begun_again(live_site, no_worker, prefix, monkeypatch):
	def happens():
		doc = an_import(csv_of(HEADER, *rows(prefix, 3)), MEANS, **OPTIONS)
		entered(doc)
		monkeypatch.setattr(jobs.undoing, "take_back", lambda *args: 1 / 0)
		found = undone(doc)
		assert (found["status"], found["can_undo"], found["can_go_on"]) == ("Failed", True, False)
		with pytest.raises(frappe.ValidationError, match="cannot be checked now"):
			api.check(doc.name)
		monkeypatch.undo()
		assert undone(doc)["status"] == "Undone"

	live_site.run(happens)
