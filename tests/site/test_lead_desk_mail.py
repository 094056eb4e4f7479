"""Whether the desk can send mail is asked of the site, and not of accounts that reps may not read."""

from __future__ import annotations

import frappe
import pytest
from frappe.email.doctype.email_account.email_account import EmailAccount

from lead_intelligence.api.lead_desk_mail import account
from tests.bench.people import REP


@pytest.fixture(autouse=True)
def no_account(rolled_back):
	frappe.db.set_value("Email Account", {"enable_outgoing": 1}, "enable_outgoing", 0)
	_look_again()
	yield
	_look_again()


def _look_again() -> None:
	frappe.local.outgoing_email_account = {}


def _an_account(**fields) -> None:
	values = {
		"email_account_name": "Desk",
		"email_id": "desk@atelier-lumiere.example",
		"smtp_server": "localhost",
	}
	doc = frappe.get_doc(
		{"doctype": "Email Account", "enable_outgoing": 1, "default_outgoing": 1, **values, **fields}
	)
	doc.set_new_name()
	doc.db_insert()
	_look_again()


def test_without_an_account_nothing_can_be_sent():
	frappe.set_user(REP.user)
	assert account() == {"can_send": False, "signature": None}


def test_a_rep_who_may_not_read_accounts_is_told_of_the_one_that_sends():
	_an_account(add_signature=1, signature="Atelier Lumière")
	frappe.set_user(REP.user)
	assert not frappe.has_permission("Email Account", "read")
	assert account() == {"can_send": True, "signature": "Atelier Lumière"}


def test_a_signature_that_is_not_added_is_not_told():
	_an_account(add_signature=0, signature="Atelier Lumière")
	frappe.set_user(REP.user)
	assert account()["signature"] is None


def test_whoever_may_not_write_leads_is_told_nothing():
	frappe.set_user("Guest")
	with pytest.raises(frappe.PermissionError):
		account()


def test_the_account_is_found_as_frappe_finds_it():
	_an_account()
	assert EmailAccount.find_outgoing(match_by_email=REP.user, match_by_doctype="Lead").email_id
