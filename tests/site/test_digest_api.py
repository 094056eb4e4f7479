"""The weekly digest as a reader orders it, looks at it and stops it."""

from __future__ import annotations

import frappe
import pytest

from lead_intelligence.adapters.digests.links import key_of
from lead_intelligence.api import digest as api
from tests.bench.people import MANAGER, MARKETING, REP
from tests.site.digest_builders import SUBSCRIPTION, a_subscription
from tests.site.escalated_leads import can_send_mails, mails
from tests.site.report_builders import a_company


@pytest.fixture
def company(rolled_back) -> str:
	for what in ("preview", "mail"):
		frappe.cache.delete_keys(f"lead_intelligence_rate:digest-{what}")
	return a_company()


def test_a_reader_orders_stops_and_orders_again(company, by):
	assert not by(MANAGER)(api.state, company)["subscribed"]
	ordered = by(MANAGER)(api.subscribe, company, weekday="Friday", hour="16")
	assert (ordered["subscribed"], ordered["weekday"], ordered["hour"]) == (True, "Friday", 16)
	assert not by(MANAGER)(api.unsubscribe, company)["subscribed"]
	again = by(MANAGER)(api.subscribe, company)
	assert (again["subscribed"], again["weekday"], again["hour"]) == (True, "Friday", 16)
	assert frappe.db.count(SUBSCRIPTION, {"company": company}) == 1


def test_a_rep_is_told_why_there_is_none(company, by):
	assert by(REP)(api.state, company) == {"may": False}
	for method in (api.subscribe, api.preview, api.send_now):
		with pytest.raises(frappe.PermissionError, match="Only sales managers and marketing"):
			by(REP)(method, company)


def test_marketing_may_have_one_too(company, by):
	assert by(MARKETING)(api.subscribe, company)["subscribed"]


@pytest.mark.parametrize(
	("given", "said"),
	[
		({"company": "No Such Company"}, "There is no such company"),
		({"weekday": "Someday"}, "On must be one of"),
		({"hour": "24"}, "from 0 to 23"),
		({"hour": "noon"}, "from 0 to 23"),
		({"company": ["a"]}, "must be given as text"),
	],
)
def test_what_cannot_be_is_refused_with_a_sentence(company, by, given, said):
	with pytest.raises(frappe.ValidationError, match=said):
		by(MANAGER)(api.subscribe, **{"company": company, **given})


def test_it_can_be_looked_at_before_it_comes(company, by):
	mail = by(MANAGER)(api.preview, company)
	assert sorted(mail) == ["html", "subject", "text"]
	assert company in mail["text"]
	assert mails(MANAGER.user) == []


def test_it_is_sent_at_once_where_asked_for_but_not_often(company, by):
	can_send_mails()
	assert by(MANAGER)(api.send_now, company) == {"sent_to": MANAGER.user}
	by(MANAGER)(api.send_now, company)
	# The minute may have ended in between: then two more are free, and the next one is not.
	with pytest.raises(frappe.RateLimitExceededError, match="too often"):
		_ask_thrice(by(MANAGER), company)


def _ask_thrice(by_manager, company) -> None:
	for _ in range(3):
		by_manager(api.send_now, company)


def test_sending_it_at_once_takes_nothing_from_the_weekly_one(company, by):
	can_send_mails()
	name = a_subscription(MANAGER.user, company)
	by(MANAGER)(api.send_now, company)
	assert frappe.db.get_value(SUBSCRIPTION, name, "last_period_sent") is None


def test_only_its_own_key_stops_a_digest(company):
	one, other = a_subscription(MANAGER.user, company), a_subscription(MARKETING.user, company)
	assert key_of(one) != key_of(other)
	for key in ("", "x", key_of(other), None, ["x"]):
		frappe.local.response = frappe._dict()
		api.stop(one, key)
		assert frappe.local.response["http_status_code"] == 404
	assert not frappe.db.get_value(SUBSCRIPTION, one, "disabled")
