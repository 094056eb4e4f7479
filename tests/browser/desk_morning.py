"""A morning's leads, one for each thing that a rep does with leads, and what is on record of them afterwards.

Functions that begin without an underscore run on the site: `live_site.run(a_morning, rep.user)`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from tests.browser.desk_leads import SELECTED

if TYPE_CHECKING:
	from tests.browser.desk import Desk

CALLED, TO_ACCEPT, TO_REFUSE = "Lea Late", "Ana Accept", "Rita Refuse"
PROMISED, ASKED, PUT_ASIDE, LOOKED_AT = "Paul Planned", "Bo Bant", "Sam Snooze", "Omar Open"
NOTES = "Wants two lamps.\nSend the quote"
PHONE_NUMBER = "+33 6 12 34 56 78"
WINDOW = ".li-desk-window.show"


def a_morning(user: str) -> dict[str, str]:
	"""The leads by what each is called."""
	import frappe

	from tests.browser.desk_leads import a_lead_of
	from tests.site import desk_leads as on_desk

	late = a_lead_of(user, CALLED, "A")
	_answer_was_due(late, 42)
	promised = a_lead_of(user, PROMISED, "B")
	on_desk.a_step(promised, user, -10, note="Ask for the drawings")
	leads = {
		CALLED: late,
		PROMISED: promised,
		TO_ACCEPT: _handed_over(user, TO_ACCEPT),
		TO_REFUSE: _handed_over(user, TO_REFUSE),
		ASKED: a_lead_of(user, ASKED, "C"),
		PUT_ASIDE: a_lead_of(user, PUT_ASIDE, "C"),
		LOOKED_AT: a_lead_of(user, LOOKED_AT, "D"),
	}
	frappe.db.commit()
	return leads


def _answer_was_due(lead: str, minutes_ago: float) -> None:
	from tests.site.running_clocks import due_in

	due_in(lead, -minutes_ago)


def _handed_over(user: str, name: str) -> str:
	"""By the agreement, as an MQL is."""
	from tests.browser.agreement import an_mql

	first, last = name.split()
	address = f"{uuid4().hex[:10]}@client.example"
	who = {"first_name": first, "last_name": last, "company_name": f"Ateliers {last}"}
	return an_mql(address, **who, mobile_no=PHONE_NUMBER, lead_owner=user)


def on_record(leads: dict[str, str]) -> dict[str, dict[str, Any]]:
	"""Of each: its stage, touches as "kind: response" with notes, steps as "kind: state" with notes, and answers."""
	return {name: _of(lead) for name, lead in leads.items()}


def _of(lead: str) -> dict[str, Any]:
	import frappe

	def rows(doctype: str, *fields: str) -> list[dict[str, Any]]:
		found = frappe.get_all(doctype, filters={"lead": lead}, fields=list(fields), order_by="name")
		return [{field: row[field] for field in fields} for row in found]

	touches = rows("Lead Touch", "kind", "response", "notes")
	return {
		"stage": frappe.db.get_value("Lead", lead, "li_stage"),
		"touches": [f"{row['kind']}: {row['response'] or '–'}" for row in touches],
		"notes": [row["notes"] for row in touches if row["notes"]],
		"steps": [f"{row['kind']}: {row['state']}" for row in rows("Lead Next Step", "kind", "state")],
		"step_notes": [row["note"] for row in rows("Lead Next Step", "note") if row["note"]],
		"answers": [
			f"{row['question']}: {row['answer']}"
			for row in rows("Lead Qualification Answer", "question", "answer")
		],
	}


def selected(desk: Desk) -> str:
	return desk.page.locator(f"{SELECTED} .li-desk-name").inner_text()


def window(desk: Desk) -> Any:
	found = desk.page.locator(WINDOW)
	found.wait_for()
	desk.wait()
	return found
