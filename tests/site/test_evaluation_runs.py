"""Many leads are evaluated at once: the same result as one by one, nothing written twice, nobody else's field touched."""

import json

import frappe
import pytest

from lead_intelligence.adapters import bulk_evaluation, evaluation_runs
from lead_intelligence.adapters.bulk_evaluation import BulkEvaluation, Counts
from lead_intelligence.adapters.evaluation_runs import CHUNK, RUN, begin_run, figures, set_status, stop_runs
from lead_intelligence.adapters.reevaluation import reevaluate
from lead_intelligence.api.evaluation_run import pause, progress, resume, stop, unfinished
from lead_intelligence.core.history.journey import Cause
from lead_intelligence.jobs import evaluation_runs as job
from tests.bench.base_company import COMPANY
from tests.bench.erpnext_alone import counted_queries
from tests.bench.people import MANAGER, REP
from tests.site.builders import a_lead, a_live_model, another_company, journey_of, rule

RULES = (rule("job_title", "is", "CEO", points=25), rule("city", "is", "Paris", points=3))
OURS = ("li_points", "li_score", "li_grade", "li_scoring_model", "li_needs_evaluation", "li_next_change_at")


def leads(*cities: str | None, **fields) -> list[str]:
	return [a_lead(city=city, **fields).name for city in cities]


def set_unseen(names: list[str], **values) -> None:
	frappe.db.set_value("Lead", {"name": ("in", names)}, values, update_modified=False)


def evaluate(names: list[str], cause: Cause = Cause.POLICY) -> Counts:
	return BulkEvaluation(cause, "Administrator").evaluate(names)


def rows_of(names: list[str], *fields: str) -> list[tuple]:
	found = frappe.get_all(
		"Lead", filters={"name": ("in", names)}, fields=list(fields), order_by="name", as_list=True
	)
	return list(found)


def test_together_they_get_what_they_get_one_by_one():
	a_live_model(*RULES, rule("creation", "is in the last N days", 30, points=1))
	names = leads("Paris", "Lyon", None, "Paris")
	set_unseen(names[1:3], job_title="CEO")
	frappe.db.savepoint("one_by_one")
	reevaluate(names, Cause.POLICY)
	expected = rows_of(names, *OURS)
	journeys = [[(r.kind, r.cause, r.points_after, r.inputs) for r in journey_of(name)] for name in names]
	frappe.db.rollback(save_point="one_by_one")
	counts = evaluate(names)
	assert counts == Counts(leads=4, scored=4, grade_changed=2, failed=0)
	assert rows_of(names, *OURS) == expected
	assert [
		[(r.kind, r.cause, r.points_after, r.inputs) for r in journey_of(name)] for name in names
	] == journeys
	assert [row[0] for row in expected] == [4, 26, 26, 4]


def test_the_rows_of_the_journey_are_like_those_of_a_save():
	a_live_model(*RULES)
	name, saved = leads("Paris", "Lyon")
	set_unseen([name], job_title="CEO")
	BulkEvaluation(Cause.POLICY, MANAGER.user).evaluate([name])
	doc = frappe.get_doc("Lead", saved)
	doc.job_title = "CEO"
	doc.save()
	ours, theirs = journey_of(name)[-1], journey_of(saved)[-1]
	assert (ours.cause, ours.author, ours.owner) == ("Policy change", MANAGER.user, MANAGER.user)
	assert (ours.kind, ours.grade_before, ours.grade_after) == ("Grade changed", "Cold", "Hot")
	assert json.loads(ours.inputs) == {"values": {"job_title": "CEO", "city": "Paris"}}
	assert ours.keys() == theirs.keys()
	assert (ours.docstatus, ours.idx) == (theirs.docstatus, theirs.idx)
	assert ours.name < theirs.name, "the sequence goes on from the rows that were written together"


def test_what_is_stored_already_is_not_written_again():
	a_live_model(*RULES)
	names = leads("Paris", "Lyon", "Paris")
	set_unseen(names, job_title="CEO")
	evaluate(names)
	before = rows_of(names, "li_scored_on", "modified", *OURS)
	with counted_queries() as sent:
		counts = evaluate(names)
	assert counts == Counts(leads=3, scored=3, grade_changed=0, failed=0)
	assert rows_of(names, "li_scored_on", "modified", *OURS) == before
	assert [len(journey_of(name)) for name in names] == [2, 2, 2]
	assert not [query for query in sent if query.lower().startswith(("update", "insert"))]


def test_modified_and_all_else_stay():
	a_live_model(*RULES)
	names = leads("Paris", "Lyon")
	set_unseen(names, job_title="CEO")
	fields = [df.fieldname for df in frappe.get_meta("Lead").fields if not df.fieldname.startswith("li_")]
	fields = ["modified", "modified_by", *set(fields) & set(frappe.db.get_table_columns("Lead"))]
	before = rows_of(names, *fields)
	evaluate(names)
	assert rows_of(names, *fields) == before
	assert rows_of(names, "li_points") == [(28,), (25,)]


def test_leads_that_are_alike_are_written_with_one_statement_and_the_rows_with_few():
	a_live_model(*RULES)
	names = leads(*["Paris"] * 5, *["Lyon"] * 5)
	set_unseen(names, job_title="CEO")
	evaluate(names[:1])
	with counted_queries() as sent:
		evaluate(names)
	updates = [query for query in sent if query.lower().startswith("update")]
	assert len(updates) == 2
	assert 0 < len([query for query in sent if query.lower().startswith("insert")]) <= 3


def test_one_that_fails_is_marked_and_logged_once_and_keeps_its_score(monkeypatch):
	a_live_model(*RULES)
	names = leads("Paris", "Lyon", "Paris", "Paris")
	set_unseen(names, job_title="CEO")
	working = bulk_evaluation.evaluate_lead

	def fail_for_some(snapshot, *args, **kwargs):
		if snapshot.name in names[:2]:
			raise RuntimeError("broken on purpose")
		return working(snapshot, *args, **kwargs)

	logged = frappe.db.count("Error Log")
	with monkeypatch.context() as broken:
		broken.setattr(bulk_evaluation, "evaluate_lead", fail_for_some)
		counts = evaluate(names)
	assert counts == Counts(leads=4, scored=2, grade_changed=2, failed=2)
	assert rows_of(names, "li_points", "li_needs_evaluation") == [(3, 1), (0, 1), (28, 0), (28, 0)]
	assert [len(journey_of(name)) for name in names] == [1, 1, 2, 2]
	assert frappe.db.count("Error Log") == logged + 1
	assert evaluate(names).failed == 0
	assert rows_of(names, "li_points", "li_needs_evaluation") == [(28, 0), (25, 0), (28, 0), (28, 0)]


def test_what_cannot_be_written_together_is_written_one_by_one(monkeypatch):
	a_live_model(*RULES)
	names = leads("Paris", "Lyon", "Paris")
	set_unseen(names, job_title="CEO")

	def refuse(entries, author):
		raise frappe.db.DataError(1406, "Data too long for column")

	monkeypatch.setattr(bulk_evaluation, "append_many", refuse)
	logged = frappe.db.count("Error Log")
	assert evaluate(names) == Counts(leads=3, scored=3, grade_changed=3, failed=0)
	assert rows_of(names, "li_points") == [(28,), (25,), (28,)]
	assert [len(journey_of(name)) for name in names] == [2, 2, 2]
	assert frappe.db.count("Error Log") == logged + 1


def test_a_first_score_is_written_together_with_others():
	"""What was not there before must fit the columns, or each lead is written by itself."""
	names = leads("Paris", "Lyon", company=another_company())
	a_live_model(*RULES, company=another_company())
	logged = frappe.db.count("Error Log")
	assert evaluate(names) == Counts(leads=2, scored=2, grade_changed=0, failed=0)
	assert [journey_of(name)[-1].kind for name in names] == ["First score"] * 2
	assert frappe.db.count("Error Log") == logged


def test_leads_that_are_gone_are_counted_as_nothing():
	a_live_model(*RULES)
	names = leads("Paris", "Lyon")
	set_unseen(names, job_title="CEO")
	frappe.delete_doc("Lead", names[0])
	assert evaluate(names) == Counts(leads=2, scored=1, grade_changed=1, failed=0)
	assert rows_of(names, "li_points") == [(25,)]
	assert not frappe.db.exists("Lead Journey Entry", {"lead": names[0]})


def test_each_company_by_its_own_model_and_none_by_none():
	other = another_company()
	bare = another_company("Atelier Bare", "AB")
	a_live_model(*RULES)
	a_live_model(rule("city", "is", "Paris", points=7), company=other)
	ours, without, theirs, unscored = (
		a_lead(city="Paris", company=company).name for company in (COMPANY, None, other, bare)
	)
	names = [ours, without, theirs, unscored]
	set_unseen(names, li_points=0, li_grade=None, li_scored_on=None, li_needs_evaluation=1)
	counts = evaluate(names)
	assert (counts.leads, counts.scored) == (4, 3)
	assert rows_of(names, "li_points", "li_needs_evaluation") == [(3, 0), (3, 0), (7, 0), (0, 0)]


def test_going_live_begins_a_run_that_takes_the_place_of_the_one_before():
	first, second = a_live_model(*RULES), a_live_model(*RULES)
	older, newer = (frappe.get_last_doc(RUN, {"model": model.name}) for model in (first, second))
	assert (newer.status, newer.company, newer.reason) == ("Waiting", COMPANY, f"{second.name} went live")
	assert older.status == "Stopped"
	assert older.stopped_because == f"Another run took its place: {second.name} went live"
	frappe.get_doc("Lead Scoring Model", second.name).cancel()
	newer.reload()
	assert (newer.status, newer.stopped_because) == (
		"Stopped",
		f"{second.name} was cancelled. The leads keep their scores.",
	)


def test_the_runs_of_other_companies_go_on():
	model = a_live_model(*RULES)
	a_live_model(*RULES, company=another_company())
	selected = begin_run(None, Cause.RESCORE, "Selected", leads=leads("Paris"))
	stop_runs(another_company(), "because")
	assert frappe.db.get_value(RUN, {"model": model.name}, "status") == "Waiting"
	assert figures(selected)["status"] == "Waiting"


def test_a_selection_is_laid_out_at_once_each_lead_in_one_chunk(monkeypatch):
	monkeypatch.setattr(evaluation_runs, "LEADS_IN_A_CHUNK", 2)
	names = leads("Paris", "Lyon", "Rome", "Oslo", "Bern")
	run = begin_run(None, Cause.RESCORE, "Selected", leads=names[::-1])
	chunks = frappe.get_all(CHUNK, {"run": run}, ["leads", "lead_names"], order_by="name")
	assert [name for chunk in chunks for name in json.loads(chunk.lead_names)] == names
	assert [chunk.leads for chunk in chunks] == [2, 2, 1]
	assert figures(run)["leads_total"] == 5
	assert figures(run)["leads_done"] == 0


@pytest.mark.parametrize(
	("steps", "end"),
	[
		("pause", "Paused"),
		("pause resume", "Waiting"),
		("pause stop", "Stopped"),
		("stop", "Stopped"),
		("resume", None),
		("pause pause", None),
		("stop resume", None),
		("stop stop", None),
	],
)
def test_pausing_and_stopping(steps, end, signed_in_as):
	run = begin_run(COMPANY, Cause.POLICY, "Tested")
	act = {"pause": pause, "resume": resume, "stop": stop}
	*before, last = steps.split()
	with signed_in_as(MANAGER.user):
		for step in before:
			act[step](run)
		if end:
			assert act[last](run)["status"] == end
		else:
			with pytest.raises(frappe.ValidationError, match="This run is"):
				act[last](run)
	if end == "Stopped":
		because = frappe.db.get_value(RUN, run, "stopped_because")
		assert because.startswith("Stopped by Maud Petit. The other leads keep their score")


def test_what_is_over_stays_over():
	run = begin_run(COMPANY, Cause.POLICY, "Tested")
	assert set_status(run, "Done")
	assert [set_status(run, status) for status in ("Paused", "Waiting", "Stopped", "Done")] == [False] * 4
	assert not set_status("no such run", "Paused")


def test_a_rep_neither_sees_nor_changes_runs(signed_in_as):
	model = a_live_model(*RULES)
	run = frappe.get_last_doc(RUN, {"model": model.name}).name
	with signed_in_as(REP.user):
		for method in (progress, pause, resume, stop):
			with pytest.raises(frappe.PermissionError):
				method(run)
		assert unfinished(model.name) == {}
	with signed_in_as(MANAGER.user):
		assert progress(run)["status"] == "Waiting"
		assert unfinished(model.name)["run"] == run


def test_who_may_not_edit_models_may_look_and_not_stop(signed_in_as, changed_meta):
	run = begin_run(COMPANY, Cause.POLICY, "Tested")
	frappe.permissions.add_permission(RUN, "Sales User")
	with signed_in_as(REP.user):
		assert progress(run)["status"] == "Waiting"
		with pytest.raises(frappe.PermissionError):
			stop(run)


@pytest.mark.parametrize("doctype", [RUN, CHUNK])
def test_nobody_writes_runs_by_hand(doctype):
	run = begin_run(None, Cause.RESCORE, "Selected", leads=leads("Paris"))
	doc = frappe.get_last_doc(doctype, {"name": ("like", f"{run}%")})
	with pytest.raises(frappe.ValidationError, match="written by the app"):
		doc.save()


def test_a_job_of_a_run_that_was_deleted_has_nothing_to_do(monkeypatch):
	monkeypatch.setattr(job, "Worker", lambda run: pytest.fail("was begun"))
	job.work("a run that is gone")
