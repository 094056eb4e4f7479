"""The dialogs of the desk: what a rep records, plans and puts aside, and what becomes of what is typed."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest

from tests.browser.agreement import an_mql
from tests.browser.desk import PHONE, WIDE
from tests.browser.desk_leads import a_full_desk, a_lead_of, a_new_rep, names, open_desk, row
from tests.browser.held import Held
from tests.browser.test_clock_panel import DIAL

SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
WINDOW = ".li-desk-window.show"
ACTS = "**/api/method/lead_intelligence.api.lead_desk_acts.*"
EVIL = "<img src=x onerror='window.harmed=1'> wants “all” of it"


@pytest.fixture
def rep(live_site, model):
	return a_new_rep(live_site)


def act(desk, name: str, key: str):
	"""Chooses an action of a lead, as a hand does, and gives its dialog."""
	lead = row(desk, name)
	button = lead.locator(f"[data-li-focus$=' {key}']")
	if not button.is_visible():
		lead.locator(".li-desk-more").click() if lead.locator(".li-desk-more").is_visible() else lead.click()
	button.click()
	return desk.page.locator(WINDOW)


def sent(desk, dialog, label: str, words: str | re.Pattern) -> None:
	dialog.get_by_role("button", name=label, exact=True).click()
	dialog.wait_for(state="hidden")
	desk.page.locator(".desk-alert, .li-desk-told").filter(has_text=words).first.wait_for()
	desk.wait()


def picture(desk, name: str, size: dict[str, int]) -> None:
	assert desk.page.evaluate("() => document.documentElement.scrollWidth") <= size["width"]
	desk.screenshot(f"lead-desk-{name}-{size['width']}")


def touches(lead: str) -> list[dict]:
	import frappe

	fields = ["kind", "response", "author", "notes"]
	return frappe.get_all("Lead Touch", filters={"lead": lead}, fields=fields, order_by="name")


def steps(lead: str, **filters) -> list[dict]:
	import frappe

	fields = ["kind", "state", "note", "user", "due_at"]
	return frappe.get_all("Lead Next Step", filters={"lead": lead, **filters}, fields=fields, order_by="name")


def answers(lead: str) -> list[tuple[str, str]]:
	from tests.site.qualification_builders import answer_rows

	return [(one["question"], one["answer"]) for one in answer_rows(lead=lead)]


def mails(lead: str) -> list[int]:
	import frappe

	filters = {"reference_doctype": "Lead", "reference_name": lead, "sent_or_received": "Sent"}
	return [frappe.db.count("Communication", {**filters, "communication_medium": "Email"})]


def handover(lead: str) -> dict:
	import frappe

	fields = ["status", "reason", "decided_by"]
	return frappe.get_all("Lead Handover", filters={"lead": lead}, fields=fields, order_by="name desc")[0]


@SIZES
def test_a_call_with_its_outcome_notes_and_next_step_is_one_dialog(page_as, live_site, rep, size):
	lead = live_site.run(a_lead_of, rep.user, "Ada Marchand")
	desk = page_as(rep, size=size)
	page = open_desk(desk)
	page.evaluate(DIAL)
	dialog = act(desk, "Ada Marchand", "call")
	dialog.get_by_role("link", name="Call +33 6 12 34 56 78").click()
	dialog.get_by_text("The attempt is recorded.").wait_for()
	assert page.evaluate("window.dialled") == ["tel:+33612345678"]
	dialog.locator(".li-desk-outcome").filter(has_text="Reached").click()
	dialog.get_by_label("Notes", exact=True).fill(EVIL)
	dialog.get_by_text("What You Found Out").click()
	question = dialog.locator(".li-call-question").first
	question.get_by_text("Confirmed", exact=True).click()
	dialog.get_by_role("button", name="Tomorrow, 9:00").click()
	dialog.get_by_label("Note on the Step").fill("Send the offer")
	picture(desk, "call", size)
	sent(desk, dialog, "Record the Call", "The call is recorded: Reached.")
	assert live_site.run(answers, lead) == [("Budget", "Confirmed")]
	found = [
		(one["response"], (one["notes"] or "").replace("\u2060", "")) for one in live_site.run(touches, lead)
	]
	assert ("Answer", EVIL) in found
	(planned,) = live_site.run(steps, lead)
	assert (planned["kind"], planned["state"], planned["note"]) == ("Call", "Open", "Send the offer")
	assert planned["due_at"].strftime("%H:%M") == "09:00"
	assert page.evaluate("window.harmed") is None
	row(desk, "Ada Marchand").wait_for(state="detached")
	assert names(desk) == []


def test_a_call_by_keyboard_alone(page_as, live_site, rep):
	lead = live_site.run(a_lead_of, rep.user, "Ada Marchand", "B", 8)
	live_site.run(a_lead_of, rep.user, "Bob Second", "C")
	desk = page_as(rep)
	page = open_desk(desk)
	page.keyboard.press("c")
	dialog = page.locator(WINDOW)
	dialog.get_by_role("link", name="Call +33 6 12 34 56 78").wait_for()
	assert page.evaluate("document.activeElement.classList.contains('li-desk-phone')")
	page.keyboard.press("2")
	page.keyboard.type("1 ring, then nothing")
	assert dialog.locator("input[value='No Answer']").is_checked()
	page.keyboard.press("Control+Enter")
	dialog.wait_for(state="hidden")
	desk.told("The call is recorded: No Answer.")
	desk.wait()
	found = live_site.run(touches, lead)
	assert ("Attempt", "1 ring, then nothing") in [(one["response"], one["notes"]) for one in found]
	assert page.evaluate("document.activeElement.classList.contains('li-desk-row')")


def test_what_is_typed_survives_escape_and_a_reload_until_it_is_sent(page_as, live_site, rep):
	live_site.run(a_lead_of, rep.user, "Ada Marchand", "B")
	desk = page_as(rep)
	page = open_desk(desk)
	dialog = act(desk, "Ada Marchand", "meeting")
	dialog.get_by_label("What came of it?").fill("They move in spring")
	dialog.get_by_role("button", name="In 3 Days").click()
	page.keyboard.press("Escape")
	dialog.wait_for(state="hidden")
	page.reload()
	open_desk(desk)
	dialog = act(desk, "Ada Marchand", "meeting")
	dialog.get_by_text("What you had not sent is back").wait_for()
	desk.screenshot("lead-desk-draft-back")
	assert dialog.get_by_label("What came of it?").input_value() == "They move in spring"
	assert dialog.get_by_label("Date and time").input_value()
	assert not act_has_draft(page, "note")
	sent(desk, dialog, "Record the Meeting", "The meeting is recorded.")
	assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('draft'))") == []


def act_has_draft(page, dialog: str) -> bool:
	keys = page.evaluate("Object.keys(localStorage)")
	return any(key.startswith("li_desk_draft:") and key.endswith(f":{dialog}") for key in keys)


def test_a_draft_can_be_discarded_and_is_its_users_alone(page_as, live_site, rep):
	live_site.run(a_lead_of, rep.user, "Ada Marchand", "B")
	desk = page_as(rep)
	page = open_desk(desk)
	dialog = act(desk, "Ada Marchand", "note")
	dialog.get_by_label("Note", exact=True).fill("Not for others")
	page.keyboard.press("Escape")
	dialog.wait_for(state="hidden")
	assert act_has_draft(page, "note")
	keys = page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('li_desk_draft:'))")
	assert all(f":{rep.user}:" in key for key in keys)
	dialog = act(desk, "Ada Marchand", "note")
	dialog.get_by_role("button", name="Discard").click()
	assert dialog.get_by_label("Note", exact=True).input_value() == ""
	page.keyboard.press("Escape")
	dialog.wait_for(state="hidden")
	assert not act_has_draft(page, "note")


@SIZES
def test_what_the_server_refuses_stays_in_the_dialog(page_as, live_site, rep, size):
	live_site.run(a_lead_of, rep.user, "Lea Late", "A", -42)
	desk = page_as(rep, size=size)
	open_desk(desk)
	dialog = act(desk, "Lea Late", "snooze")
	dialog.get_by_role("button", name="Snooze", exact=True).click()
	dialog.get_by_text("Choose until when.").wait_for()
	dialog.get_by_role("button", name="Next Week").click()
	dialog.get_by_label("Note").fill("In her holidays")
	dialog.get_by_role("button", name="Snooze", exact=True).click()
	dialog.locator(".li-desk-problem").filter(has_text="is late, so it cannot be snoozed").wait_for()
	picture(desk, "refused", size)
	assert dialog.get_by_label("Note").input_value() == "In her holidays"
	desk.errors.clear()


def two_handed_over(user: str) -> list[str]:
	import frappe

	leads = [
		an_mql(
			f"{name.lower()}-{uuid4().hex[:8]}@desk.example",
			first_name=name,
			last_name="Accept",
			lead_owner=user,
		)
		for name in ("Ana", "Rita")
	]
	frappe.db.commit()
	return leads


@SIZES
def test_a_hand_over_is_accepted_at_once_and_another_refused_with_a_reason(
	page_as, live_site, agreement, rep, size
):
	taken, not_taken = live_site.run(two_handed_over, rep.user)
	live_site.wait_for_jobs()
	desk = page_as(rep, size=size)
	page = open_desk(desk)
	dialog = act(desk, "Rita Accept", "refuse")
	dialog.locator("[data-fieldname=reason] select").wait_for()
	dialog.get_by_role("button", name="Refuse", exact=True).click()
	dialog.get_by_text("Reason is missing.").wait_for()
	dialog.locator("[data-fieldname=reason] select").select_option("Bad Contact Data")
	dialog.locator("[data-fieldname=note] textarea").fill("The number is of somebody else")
	picture(desk, "refuse", size)
	page.keyboard.press("Escape")
	dialog.wait_for(state="hidden")
	dialog = act(desk, "Rita Accept", "refuse")
	dialog.get_by_text("What you had not sent is back").wait_for()
	page.wait_for_function(
		"() => $('.li-desk-window [data-fieldname=note] textarea').val().startsWith('The number')"
	)
	sent(desk, dialog, "Refuse", "Rita Accept is refused.")
	assert live_site.run(handover, not_taken) == {
		"status": "Refused",
		"reason": "Bad Contact Data",
		"decided_by": rep.user,
	}
	act(desk, "Ana Accept", "accept")
	page.locator(".desk-alert").filter(has_text="Ana Accept is accepted.").first.wait_for()
	desk.wait()
	answer = live_site.run(handover, taken)
	assert (answer["status"], answer["decided_by"]) == ("Accepted", rep.user)


@SIZES
def test_a_lead_is_snoozed_a_step_planned_and_a_planned_one_done(page_as, live_site, rep, size):
	leads = live_site.run(a_full_desk, rep.user)
	desk = page_as(rep, size=size)
	open_desk(desk)
	dialog = act(desk, "Omar Open", "snooze")
	dialog.get_by_role("button", name="In a Month").click()
	picture(desk, "snooze", size)
	sent(desk, dialog, "Snooze", "Omar Open comes back")
	assert "Omar Open" not in names(desk)
	dialog = act(desk, "Una Unattended", "step")
	dialog.get_by_text("Meeting", exact=True).click()
	dialog.get_by_role("button", name="In 3 Days").click()
	picture(desk, "step", size)
	sent(desk, dialog, "Plan It", "Meeting is planned for")
	(planned,) = live_site.run(steps, leads["Unattended"])
	assert (planned["kind"], planned["state"]) == ("Meeting", "Open")
	dialog = act(desk, "Paul Planned", "done")
	assert "Ask for the drawings" in dialog.inner_text()
	picture(desk, "done", size)
	sent(desk, dialog, "Record It", "The step is done.")
	(done,) = live_site.run(steps, leads["Planned Step"])
	assert done["state"] == "Done"


@SIZES
def test_answers_notes_and_messages_are_recorded(page_as, live_site, rep, size):
	lead = live_site.run(a_lead_of, rep.user, "Ada Marchand", "B")
	desk = page_as(rep, size=size)
	open_desk(desk)
	dialog = act(desk, "Ada Marchand", "bant")
	dialog.locator(".li-call-question").nth(1).wait_for()
	dialog.get_by_role("button", name="Record the Answers").click()
	dialog.get_by_text("Answer one of the questions first.").wait_for()
	dialog.locator(".li-call-question").first.get_by_text("Confirmed", exact=True).click()
	picture(desk, "bant", size)
	sent(desk, dialog, "Record the Answers", "The answers are recorded.")
	assert live_site.run(answers, lead) == [("Budget", "Confirmed")]
	dialog = act(desk, "Ada Marchand", "note")
	dialog.get_by_label("Note", exact=True).fill("Prefers mornings")
	sent(desk, dialog, "Keep the Note", "The note is recorded.")
	dialog = act(desk, "Ada Marchand", "message")
	dialog.get_by_label("What did you write?").fill("Asked for a date")
	sent(desk, dialog, "Record It", "The message is recorded.")
	found = [(one["response"], one["notes"]) for one in live_site.run(touches, lead)]
	assert ("Answer", "Asked for a date") in found
	assert any(notes == "Prefers mornings" and response != "Answer" for response, notes in found)


def _mail_account(enabled: int) -> None:
	import frappe

	name = "Desk Sends"
	if not frappe.db.exists("Email Account", name):
		doc = frappe.get_doc(
			{
				"doctype": "Email Account",
				"email_account_name": name,
				"email_id": "desk@atelier-lumiere.example",
			}
		)
		doc.set_new_name()
		doc.db_insert()
	values = {"enable_outgoing": enabled, "default_outgoing": enabled, "smtp_server": "localhost"}
	frappe.db.set_value("Email Account", name, values)
	frappe.clear_cache()
	frappe.db.commit()


@SIZES
def test_without_an_account_a_mail_is_written_elsewhere_and_recorded(page_as, live_site, rep, size):
	live_site.run(_mail_account, 0)
	lead = live_site.run(a_lead_of, rep.user, "Ada Marchand", "B")
	desk = page_as(rep, size=size)
	open_desk(desk)
	dialog = act(desk, "Ada Marchand", "mail")
	dialog.get_by_text("No e-mail account of this site sends mail.").wait_for()
	assert dialog.get_by_role("link", name="Write to").get_attribute("href").startswith("mailto:")
	dialog.get_by_label("What did you write?").fill("Sent her the brochure")
	picture(desk, "mail-elsewhere", size)
	sent(desk, dialog, "Record It", "The message is recorded.")
	assert ("Answer", "Sent her the brochure") in [
		(one["response"], one["notes"]) for one in live_site.run(touches, lead)
	]


@SIZES
def test_a_mail_is_written_on_the_desk_and_its_text_survives_a_reload(page_as, live_site, rep, size):
	live_site.run(_mail_account, 1)
	try:
		lead = live_site.run(a_lead_of, rep.user, "Ada Marchand", "B")
		desk = page_as(rep, size=size)
		page = open_desk(desk)
		dialog = act(desk, "Ada Marchand", "mail")
		editor = dialog.locator(".ql-editor[contenteditable=true]")
		editor.wait_for()
		desk.wait()
		editor.click()
		page.keyboard.type("Dear Ada, here is our offer")
		page.wait_for_function(
			"""() => Object.entries(localStorage).some(([key, value]) =>
				key.startsWith('li_desk_draft:') && key.endsWith(':mail') && value.includes('our offer'))"""
		)
		picture(desk, "mail", size)
		page.reload()
		open_desk(desk)
		dialog = act(desk, "Ada Marchand", "mail")
		dialog.locator(".ql-editor[contenteditable=true]").filter(
			has_text="Dear Ada, here is our offer"
		).wait_for()
		assert "@client.example" in dialog.locator("[data-fieldname=recipients] input").input_value()
		desk.wait()
		sent(desk, dialog, "Send", "The e-mail is on its way.")
		assert live_site.run(mails, lead) == [1]
		assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('draft'))") == []
	finally:
		live_site.run(_mail_account, 0)


def test_what_cannot_be_sent_is_kept_and_the_dialog_closes(page_as, live_site, rep):
	lead = live_site.run(a_lead_of, rep.user, "Ada Marchand", "B")
	desk = page_as(rep)
	page = open_desk(desk)
	page.route(ACTS, lambda route: route.abort())
	dialog = act(desk, "Ada Marchand", "note")
	dialog.get_by_label("Note", exact=True).fill("In the tunnel")
	dialog.get_by_role("button", name="Keep the Note").click()
	dialog.wait_for(state="hidden")
	page.locator(".desk-alert").filter(has_text="kept on this device").first.wait_for()
	page.unroute(ACTS)
	page.evaluate("window.dispatchEvent(new Event('online'))")
	page.locator(".desk-alert").filter(has_text="was sent").first.wait_for()
	assert "In the tunnel" in [one["notes"] for one in live_site.run(touches, lead)]
	# The desk tries again by itself, perhaps once more before the way was free.
	assert all("ERR_FAILED" in error for error in desk.errors)
	desk.errors.clear()


def test_what_is_typed_while_it_is_sent_is_there_again(page_as, live_site, rep):
	lead = live_site.run(a_lead_of, rep.user, "Ada Marchand", "B")
	desk = page_as(rep)
	open_desk(desk)
	dialog = act(desk, "Ada Marchand", "note")
	note = dialog.get_by_label("Note", exact=True)
	note.fill("She called back")
	sending = Held(desk, "lead_desk_acts.note")
	dialog.get_by_role("button", name="Keep the Note").click()
	sending.until_asked()
	note.fill("She called back, twice")
	sending.let_go()
	dialog.wait_for(state="hidden")
	assert "She called back" in [one["notes"] for one in live_site.run(touches, lead)]
	dialog = act(desk, "Ada Marchand", "note")
	dialog.get_by_text("What you had not sent is back").wait_for()
	assert dialog.get_by_label("Note", exact=True).input_value() == "She called back, twice"


def test_two_impatient_clicks_send_once(page_as, live_site, rep):
	lead = live_site.run(a_lead_of, rep.user, "Ada Marchand", "B")
	desk = page_as(rep)
	page = open_desk(desk)
	dialog = act(desk, "Ada Marchand", "note")
	dialog.get_by_label("Note", exact=True).fill("Once")
	page.keyboard.press("Control+Enter")
	page.keyboard.press("Control+Enter")
	dialog.wait_for(state="hidden")
	desk.told("The note is recorded.")
	desk.wait()
	assert [one["notes"] for one in live_site.run(touches, lead)].count("Once") == 1
	assert not act_has_draft(page, "note")
