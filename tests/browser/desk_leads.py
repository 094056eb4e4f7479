"""The desk of a rep in the browser: people of their own for each test, and leads for each reason to be in the queue.

Functions that begin without an underscore run on the site: `live_site.run(a_full_desk, rep.user)`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from tests.bench.people import Person, hire

if TYPE_CHECKING:
	from tests.bench.live_site import LiveSite
	from tests.browser.desk import Desk

DESK = "/app/lead-desk"
ROW = ".li-desk-row"
SELECTED = ".li-desk-row.li-selected"


def a_new_rep(live_site: LiveSite, first_name: str = "Nora", *roles: str) -> Person:
	"""Nobody has used the site as them before, so nothing of other tests is on their desk."""
	user = f"{first_name.lower()}-{uuid4().hex[:8]}@atelier-lumiere.example"
	person = Person(user, first_name, "Vidal", roles or ("Sales User",))
	live_site.run(hire, person)
	return person


def open_desk(desk: Desk, user: str | None = None) -> Any:
	"""Until the queue is there, whatever is in it."""
	page = desk.open(f"{DESK}/{user}" if user else DESK)
	page.locator(".li-lead-desk:not(.li-loading) .li-desk-counters").wait_for()
	desk.wait()
	return page


def names(desk: Desk) -> list[str]:
	"""Of the leads in the queue, from the first on."""
	return desk.page.locator(f"{ROW} .li-desk-name").all_inner_texts()


def row(desk: Desk, name: str) -> Any:
	return desk.page.locator(ROW).filter(has_text=name)


def a_lead_of(owner: str, name: str, grade: str | None = "B", due: float | None = None, **fields: Any) -> str:
	"""With a phone number and an address, unless they are said to be none."""
	from tests.site.team_builders import an_owned_lead

	first, _, last = name.partition(" ")
	reach = {"mobile_no": "+33 6 12 34 56 78", "email_id": f"{uuid4().hex[:10]}@client.example"}
	values = {
		"first_name": first,
		"last_name": last,
		"company_name": f"Ateliers {last or first}",
		**reach,
		**fields,
	}
	return an_owned_lead(owner, grade, due, **values)


def a_full_desk(user: str, by: str = "maud@atelier-lumiere.example") -> dict[str, str]:
	"""One lead for each group of the queue, and one of each kind that rests. By what each is called."""
	import frappe

	from tests.site import desk_leads as on_desk

	leads = {
		"Due Now": a_lead_of(user, "Dora Due", "B", 8),
		"Late": a_lead_of(user, "Lea Late", "A", -42),
		"Planned Step": a_lead_of(user, "Paul Planned", "C"),
		"Hot Signal": a_lead_of(user, "Hugo Hot", "B"),
		"To Accept": a_lead_of(user, "Ana Accept", "B"),
		"Clock Running": a_lead_of(user, "Cleo Clock", "B", 300),
		"Back Again": a_lead_of(user, "Bea Back", "C"),
		"Unattended": a_lead_of(user, "Una Unattended", "C"),
		"Open": a_lead_of(user, "Omar Open", "D"),
		"Snoozed": a_lead_of(user, "Sami Snoozed", "B"),
		"Later": a_lead_of(user, "Lou Later", "B"),
	}
	on_desk.a_step(leads["Planned Step"], user, -10, note="Ask for the drawings")
	on_desk.a_hot_touch(leads["Hot Signal"], 20)
	on_desk.a_handover(leads["To Accept"], user, 240, from_user=by)
	on_desk.a_snooze(leads["Back Again"], user, -15)
	on_desk.unattended(leads["Unattended"], 12)
	on_desk.a_snooze(leads["Snoozed"], user, 600, note="On holiday")
	on_desk.a_step(leads["Later"], user, 3000)
	frappe.db.commit()
	return leads


def many_leads(user: str, number: int) -> None:
	"""Leads with which nothing presses, written past every event."""
	import frappe
	from frappe.utils import now_datetime

	now = now_datetime()
	fields = (
		"name",
		"lead_name",
		"first_name",
		"status",
		"lead_owner",
		"li_grade",
		"company",
		"creation",
		"modified",
		"owner",
	)
	company = frappe.defaults.get_global_default("company")
	rows = [
		(
			f"MANY-{uuid4().hex[:12]}",
			f"Client {place}",
			"Client",
			"Open",
			user,
			"ABCD"[place % 4],
			company,
			now,
			now,
			user,
		)
		for place in range(number)
	]
	frappe.db.bulk_insert("Lead", list(fields), rows, chunk_size=1000)
	frappe.db.commit()


def forget_leads_of(user: str) -> None:
	import frappe

	frappe.db.delete("Lead", {"lead_owner": user})
