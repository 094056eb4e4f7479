"""What was there before is recorded on request, exactly as it would have been as it happened, and once."""

from datetime import datetime, timedelta

import frappe
import pytest
from frappe.utils import add_days, now_datetime

from lead_intelligence.adapters import touch_backfill
from lead_intelligence.adapters.capture import communication, stored_records
from lead_intelligence.adapters.capture.happening import Source
from lead_intelligence.adapters.capture.sources import sources
from lead_intelligence.adapters.capture.stored_records import names_of, record_stored
from lead_intelligence.api import touch_backfill as api
from lead_intelligence.jobs import touch_backfill as jobs
from tests.bench.erpnext_alone import erpnext_alone
from tests.bench.people import MANAGER, REP
from tests.site.builders import a_lead
from tests.site.test_capture_activities import a_call, a_meeting, an_opportunity
from tests.site.test_capture_communication import a_mail, sent
from tests.site.touch_builders import rows_of

NOON = datetime(2024, 5, 14, 12, 0)


@pytest.fixture(autouse=True)
def no_commits(monkeypatch):
	"""The commits between batches are what a test that rolls back cannot have; jobs and keys are the same without."""
	monkeypatch.setattr(touch_backfill, "start", lambda: None)


@pytest.fixture
def lead():
	return a_lead(email_id="ada@analytical.example", mobile_no="0612345678")


def everything(lead):
	mail = sent()
	a_mail(in_reply_to=mail.name)
	a_mail(subject="Automatic reply: Pumps")
	a_meeting(lead)
	a_call()
	an_opportunity(lead)
	frappe.get_doc({"doctype": "Email Unsubscribe", "email": lead.email_id, "global_unsubscribe": 1}).insert()


def read_all() -> int:
	"""How many touches are new."""
	return sum(
		record_stored(source, names).touches
		for source in sources().values()
		for names in names_of(source, {})
	)


def told(lead):
	columns = ("kind", "signal", "direction", "channel", "subject", "campaign", "reference_doctype")
	rows = [tuple(row[name] for name in columns) for row in rows_of(lead)]
	return sorted(rows, key=repr)


def test_it_is_as_if_it_had_been_captured(lead):
	everything(lead)
	live = rows_of(lead.name)
	assert sorted(row.kind for row in live) == [
		*("Call Received", "E-Mail Replied", "E-Mail Sent", "Meeting", "Opportunity Made", "Unsubscribed"),
	]
	frappe.db.delete("Lead Touch", {"lead": lead.name})
	read_all()
	stored = rows_of(lead.name)
	same = ("kind", "signal", "direction", "channel", "subject", "happened_at", "idempotency_key")
	assert {tuple(row[n] for n in same) for row in stored} == {tuple(row[n] for n in same) for row in live}
	assert all(now_datetime() - row.recorded_at < timedelta(minutes=1) for row in stored)


def test_what_came_before_the_app_is_found_and_twice_is_once(lead):
	with erpnext_alone():
		everything(lead)
	assert rows_of(lead.name) == []
	assert read_all() >= 6
	assert len(rows_of(lead.name)) == 6
	assert read_all() == 0
	everything_again = rows_of(lead.name)
	assert len(everything_again) == 6


def test_batches_go_on_where_the_last_one_ended(lead, monkeypatch):
	monkeypatch.setattr(stored_records, "BATCH", 2)
	frappe.db.delete("Communication")
	with erpnext_alone():
		mails = [sent().name for _number in range(5)]
	touch_backfill.begin_all()
	steps = 0
	while (state := state_of("Communication")).status != "Done":
		touch_backfill._read_batch(touch_backfill._locked("Communication"), sources()["Communication"])
		steps += 1
	assert steps == 4
	assert (state.records_done, state.records_total, state.touches_recorded) == (5, 5, 5)
	assert {row.reference_name for row in rows_of(lead.name)} == set(mails)


def state_of(doctype):
	return next(state for state in touch_backfill.states() if state.name == doctype)


def test_one_bad_record_keeps_the_others_from_nothing(lead, monkeypatch):
	with erpnext_alone():
		good, bad, last = sent(), sent(subject="bad"), sent()

	def read(rows):
		if any(row["subject"] == "bad" for row in rows):
			raise RuntimeError("broken on purpose")
		return communication.read(rows)

	whole = communication.COMMUNICATION
	source = Source(doctype=whole.doctype, fields=whole.fields, tables=whole.tables, read=read)
	recorded = record_stored(source, [good.name, bad.name, last.name])
	assert (recorded.touches, recorded.failed) == (2, 1)
	assert {row.reference_name for row in rows_of(lead.name)} == {good.name, last.name}


def test_a_mail_that_was_read_counts_at_the_next_look(lead):
	mail = sent(read_receipt=1)
	read_at = datetime(2024, 5, 15, 9, 30)
	seen = {"read_by_recipient": 1, "delivery_status": "Read", "read_by_recipient_on": read_at}
	frappe.db.set_value("Communication", mail.name, seen)
	assert [row.kind for row in rows_of(lead.name)] == ["E-Mail Sent"]
	look_at_changes("Communication")
	look_at_changes("Communication")
	(_sent, opened) = rows_of(lead.name)
	assert (opened.kind, opened.happened_at, opened.signal) == ("E-Mail Opened", read_at, "Interest")


def test_who_of_several_has_read_a_mail_is_not_known(lead):
	a_lead(email_id="charles@analytical.example")
	mail = sent(recipients="ada@analytical.example, charles@analytical.example")
	frappe.db.set_value("Communication", mail.name, {"read_by_recipient": 1, "read_by_recipient_on": NOON})
	look_at_changes("Communication")
	assert [row.kind for row in rows_of(lead.name)] == ["E-Mail Sent"]


def look_at_changes(doctype, since=None):
	source, now = sources()[doctype], now_datetime()
	since = since or now - timedelta(hours=1)
	for filters in ({"modified": (">=", since)}, *(source.due(since, now) if source.due else ())):
		for names in names_of(source, filters):
			record_stored(source, names)


@pytest.mark.parametrize("ends_on", [True, False])
def test_a_meeting_counts_when_it_is_over(lead, ends_on):
	soon = add_days(now_datetime(), 1).replace(microsecond=0)
	event = a_meeting(lead, starts_on=soon, ends_on=soon + timedelta(hours=1) if ends_on else None)
	look_at_changes("Event")
	assert rows_of(lead.name) == []
	before = {"starts_on": add_days(soon, -2), "modified": add_days(soon, -30)}
	if ends_on:
		before["ends_on"] = add_days(soon, -2) + timedelta(hours=1)
	frappe.db.set_value("Event", event.name, before, update_modified=False)
	look_at_changes("Event")
	(row,) = rows_of(lead.name)
	assert (row.kind, row.happened_at) == ("Meeting", add_days(soon, -2))


def test_a_newsletter_is_one_touch_of_each_who_got_it(lead):
	if not frappe.db.exists("DocType", "Newsletter"):
		pytest.skip("ERPNext 16 has no newsletters")
	for number in range(2):
		queued = frappe.get_doc(
			{
				"doctype": "Email Queue",
				"sender": REP.user,
				"message": f"News {number}",
				"status": "Sent",
				"reference_doctype": "Newsletter",
				"reference_name": "Spring news",
				"recipients": [
					{"recipient": "Ada@analytical.example", "status": "Sent"},
					{"recipient": "nobody@analytical.example", "status": "Sent"},
				],
			}
		)
		queued.insert(ignore_permissions=True)
	look_at_changes("Email Queue")
	(row,) = rows_of(lead.name)
	assert (row.kind, row.campaign, row.reference_doctype) == (
		"Campaign E-Mail Sent",
		"Spring news",
		"Newsletter",
	)


def test_beginning_twice_goes_on_and_stopping_stops(lead):
	assert api.begin()["at_work"]
	frappe.db.set_value("Lead Touch Source", "Event", {"status": "Running", "records_done": 7})
	assert state_of("Event").records_done == 7
	api.begin()
	assert state_of("Event").records_done == 7
	assert not api.stop()["at_work"]
	assert {row["status"] for row in api.progress()["sources"]} == {"Stopped"}
	api.begin()
	assert state_of("Event").records_done == 0


def test_only_who_may_write_the_settings_may_begin(signed_in_as):
	with signed_in_as(MANAGER.user):
		assert api.begin()["at_work"]
	with signed_in_as(REP.user):
		for step in (api.begin, api.stop, api.progress):
			with pytest.raises(frappe.PermissionError):
				step()


def test_what_nobody_works_at_any_more_goes_on(monkeypatch):
	started = []
	monkeypatch.setattr(touch_backfill, "start", lambda: started.append(1))
	jobs.resume_lost()
	touch_backfill.begin_all()
	jobs.resume_lost()
	assert not started
	long_ago = now_datetime() - timedelta(hours=1)
	for state in touch_backfill.states():
		frappe.db.set_value("Lead Touch Source", state.name, "modified", long_ago, update_modified=False)
	jobs.resume_lost()
	assert started


def test_workers_read_everything_and_the_hourly_job_looks_again(live_site):
	"""With commits, as the jobs do it."""
	key = frappe.generate_hash(length=8)

	def prepare():
		name = a_lead(email_id=f"{key}@analytical.example").name
		with erpnext_alone():
			sent(recipients=f"{key}@analytical.example")
		touch_backfill.begin_all()
		return name

	lead = live_site.run(prepare)
	live_site.run(jobs.work)
	states = live_site.run(touch_backfill.states)
	assert {state.status for state in states} == {"Done"}
	assert [row.kind for row in live_site.run(lambda: rows_of(lead))] == ["E-Mail Sent"]

	def read_receipt():
		mail = rows_of(lead)[0].reference_name
		frappe.db.set_value("Communication", mail, {"read_by_recipient": 1, "read_by_recipient_on": NOON})

	live_site.run(read_receipt)
	live_site.run(jobs.look_again)
	live_site.run(jobs.look_again)
	assert [row.kind for row in live_site.run(lambda: rows_of(lead))] == ["E-Mail Sent", "E-Mail Opened"]
