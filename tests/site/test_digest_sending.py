"""A digest comes once to each reader and week: to those who ordered it and still may have it, and to nobody else."""

from __future__ import annotations

import email
import email.policy
from datetime import date, datetime

import frappe
import pytest

from lead_intelligence.adapters.digests import sending, subscriptions
from lead_intelligence.adapters.digests.renames import make_way
from lead_intelligence.adapters.digests.subscriptions import due_subscriptions
from lead_intelligence.jobs import digests
from tests.bench.people import MANAGER, MARKETING, REP, Person, hire
from tests.site.digest_builders import SUBSCRIPTION, WEEK, a_busy_company, a_subscription
from tests.site.escalated_leads import can_send_mails, mails
from tests.site.report_builders import a_company

MONDAY = datetime(2020, 3, 16, 7, 10)


given_once = a_busy_company


@pytest.fixture
def company(given, monkeypatch) -> str:
	can_send_mails()
	monkeypatch.setattr(subscriptions, "first_weekday", lambda: 0)
	at(monkeypatch, MONDAY)
	return given


def at(monkeypatch, now: datetime) -> None:
	monkeypatch.setattr(sending, "now_datetime", lambda: now)


def mail_to(user: str) -> frappe._dict:
	(queued,) = mails(user)
	return frappe.get_doc("Email Queue", queued)


def text_of(queued: frappe._dict) -> str:
	"""The plain text, as if its lines were never broken."""
	message = email.message_from_string(queued.message, policy=email.policy.default)
	return " ".join(message.get_body(("plain",)).get_content().split())


def test_it_comes_by_mail_as_markup_and_as_plain_text(company):
	assert sending.send_if_due(a_subscription(MANAGER.user, company))
	message = mail_to(MANAGER.user).message
	assert "Content-Type: text/plain" in message
	assert "Content-Type: text/html" in message
	assert message.index("text/plain") < message.index("text/html")


def test_it_is_sent_once_for_a_week(company, monkeypatch):
	name = a_subscription(MANAGER.user, company)
	assert sending.send_if_due(name)
	at(monkeypatch, MONDAY.replace(hour=8))
	assert not sending.send_if_due(name)
	assert len(mails(MANAGER.user)) == 1
	at(monkeypatch, MONDAY.replace(day=23))
	assert sending.send_if_due(name)
	assert len(mails(MANAGER.user)) == 2


def test_what_became_of_it_is_kept(company):
	name = a_subscription(MANAGER.user, company)
	sending.send_if_due(name)
	row = frappe.db.get_value(
		SUBSCRIPTION, name, ["last_period_sent", "last_result", "last_sent_at"], as_dict=True
	)
	assert (row.last_period_sent, row.last_sent_at) == (WEEK.first, MONDAY)
	assert row.last_result.startswith(f"Sent: {company}: New Leads fell to 8, from 30")


@pytest.mark.parametrize(
	("now", "is_due"),
	[
		(datetime(2020, 3, 16, 6, 59), False),
		(datetime(2020, 3, 16, 7, 0), True),
		(datetime(2020, 3, 16, 23, 59), True),
		(datetime(2020, 3, 17, 7, 0), False),
	],
)
def test_it_is_due_on_its_day_from_its_hour_on(company, now, is_due):
	name = a_subscription(MANAGER.user, company, hour=7)
	assert (name in due_subscriptions(now)) is is_due


def test_its_week_begins_on_the_first_day_of_the_weeks_of_the_site(company, monkeypatch):
	monkeypatch.setattr(subscriptions, "first_weekday", lambda: 6)
	name = a_subscription(MANAGER.user, company)
	sending.send_if_due(name)
	assert frappe.db.get_value(SUBSCRIPTION, name, "last_period_sent") == date(2020, 3, 8)


def is_disabled(user: str) -> None:
	frappe.db.set_value("User", user, "enabled", 0)


def has_lost_the_role(user: str) -> None:
	frappe.db.delete("Has Role", {"parent": user, "role": ("in", ["Sales Manager", "System Manager"])})
	frappe.clear_cache(user=user)


@pytest.mark.parametrize("happened", [is_disabled, has_lost_the_role])
def test_who_may_no_longer_have_one_gets_none(company, happened):
	name = a_subscription(MANAGER.user, company)
	happened(MANAGER.user)
	assert name not in due_subscriptions(MONDAY)
	assert not sending.send_if_due(name)
	assert mails(MANAGER.user) == []
	frappe.clear_cache(user=MANAGER.user)


def test_a_stopped_one_is_not_sent(company):
	name = a_subscription(MANAGER.user, company, disabled=1)
	assert name not in due_subscriptions(MONDAY)
	assert not sending.send_if_due(name)


def test_it_is_read_as_the_reader_and_the_job_stays_who_it_is(company):
	frappe.db.set_value("User", MARKETING.user, "language", "fr")
	sending.send_if_due(a_subscription(MARKETING.user, company))
	assert (frappe.session.user, frappe.local.lang) == ("Administrator", "en")
	read = text_of(mail_to(MARKETING.user))
	assert "Parlez à Théo Lefèvre" in read
	# It is marketing itself that reads this.
	assert "Parlez à qui s’occupe de cette source." in read


def test_who_has_unsubscribed_from_all_mails_gets_none_and_the_subscription_says_so(company):
	name = a_subscription(MANAGER.user, company)
	frappe.get_doc({"doctype": "Email Unsubscribe", "email": MANAGER.user, "global_unsubscribe": 1}).insert()
	assert not sending.send_if_due(name)
	assert mails(MANAGER.user) == []
	assert "unsubscribed from all e-mails" in frappe.db.get_value(SUBSCRIPTION, name, "last_result")
	assert not sending.send_if_due(name)


def test_the_scheduler_knows_the_job(rolled_back):
	job = "lead_intelligence.jobs.digests.send_due"
	assert frappe.db.get_value("Scheduled Job Type", {"method": job}, "frequency") == "Hourly Long"
	assert callable(digests.send_due)


# Who may order one.


def test_a_reader_orders_their_own_only(company, signed_in_as):
	with signed_in_as(MARKETING.user):
		a_subscription(MARKETING.user, company)
		with pytest.raises(frappe.PermissionError):
			a_subscription(MANAGER.user, company)


def test_an_admin_orders_one_for_somebody_who_then_may_change_it(company, signed_in_as):
	name = a_subscription(MANAGER.user, company)
	with signed_in_as(MANAGER.user):
		doc = frappe.get_doc(SUBSCRIPTION, name)
		doc.check_permission("write")
		doc.hour = 9
		doc.save()
	with signed_in_as(MARKETING.user):
		assert frappe.get_list(SUBSCRIPTION, pluck="name") == []
		assert not frappe.has_permission(SUBSCRIPTION, "read", name)


def test_a_rep_can_have_none(company, signed_in_as):
	with signed_in_as(REP.user), pytest.raises(frappe.PermissionError):
		a_subscription(REP.user, company)
	with pytest.raises(frappe.ValidationError, match="cannot get a digest"):
		a_subscription(REP.user, company)


def test_each_reader_has_one_of_each_company(company):
	a_subscription(MANAGER.user, company)
	with pytest.raises(frappe.DuplicateEntryError, match="Change that one"):
		a_subscription(MANAGER.user, company)


@pytest.mark.parametrize("hour", [-1, 24])
def test_the_hour_is_one_of_a_day(company, hour):
	with pytest.raises(frappe.ValidationError, match="Hour"):
		a_subscription(MANAGER.user, company, hour=hour)


# Readers and companies that change.


def test_two_readers_who_become_one_have_one_digest_of_each_company(company):
	kept, other = a_company(), a_company()
	for user, firm in ((MARKETING.user, kept), (MANAGER.user, kept), (MARKETING.user, other)):
		a_subscription(user, firm)
	make_way("user", MARKETING.user, MANAGER.user)
	found = frappe.get_all(
		SUBSCRIPTION, filters={"company": ("in", [kept, other])}, fields=["user", "company"]
	)
	assert sorted((row.user, row.company) for row in found) == sorted(
		[(MANAGER.user, kept), (MARKETING.user, other)]
	)


def test_a_reader_who_is_renamed_keeps_the_digest(company):
	person = Person("nadia@digests.example", "Nadia", "Roy", ("Sales User", "Sales Manager"))
	hire(person)
	name = a_subscription(person.user, company)
	frappe.rename_doc("User", person.user, "nadia.roy@digests.example", force=True)
	assert frappe.db.get_value(SUBSCRIPTION, name, ["user", "owner"]) == ("nadia.roy@digests.example",) * 2


def test_a_reader_who_goes_takes_the_digest_along(company):
	person = Person("nadia@digests.example", "Nadia", "Roy", ("Sales User", "Sales Manager"))
	hire(person)
	name = a_subscription(person.user, company)
	frappe.delete_doc("User", person.user)
	assert not frappe.db.exists(SUBSCRIPTION, name)
