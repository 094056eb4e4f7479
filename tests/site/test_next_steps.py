"""Steps are planned and leads are snoozed, each once, by whoever may write the lead, and follow what becomes of it."""

from datetime import timedelta

import frappe
import pytest
from frappe.utils import now_datetime

from lead_intelligence.adapters import next_steps
from lead_intelligence.adapters.step_endings import drop_of_leads_that_are_over
from lead_intelligence.api.next_step import close, move, of_lead, panel, plan, snooze, wake
from tests.bench.erpnext_alone import counted_queries
from tests.bench.people import ADMINISTRATOR, MANAGER, REP, SECOND_REP, Person
from tests.site.builders import a_lead
from tests.site.step_builders import STEP, open_steps, soon, steps_of

GUEST = Person("Guest", "Guest", "", ())


@pytest.fixture
def lead():
	return a_lead(lead_owner=REP.user).name


def states(lead: str) -> list[str]:
	return [row.state for row in steps_of(lead)]


def test_a_step_is_planned(lead, by):
	at = soon()
	told = by(REP)(plan, lead, "Call", str(at), "  Ask for the budget ", "form 1")
	(row,) = steps_of(lead)
	assert told == {"step": str(row.name), "due_at": str(at), "already": False}
	assert (row.user, row.kind, row.due_at, row.note) == (REP.user, "Call", at, "Ask for the budget")
	assert (row.state, row.owner) == ("Open", REP.user)
	assert abs(now_datetime() - row.planned_at) < timedelta(minutes=1)


def test_sent_twice_it_is_planned_once(lead, by):
	first = by(REP)(plan, lead, "Call", str(soon()), None, "form 1")
	again = by(REP)(plan, lead, "Meeting", str(soon(days=3)), None, "form 1")
	assert again == {**first, "already": True}
	assert by(SECOND_REP)(plan, lead, "Call", str(soon()), None, "form 1")["already"] is False
	assert len(steps_of(lead)) == 2
	woken = by(REP)(snooze, lead, str(soon()), None, "form 2")
	assert by(REP)(snooze, lead, str(soon(days=2)), None, "form 2") == {**woken, "already": True}


def test_what_was_sent_before_counts_whatever_has_become_of_the_lead(lead, by):
	first = by(REP)(plan, lead, "Call", str(soon()), None, "form 1")
	renamed = frappe.rename_doc("Lead", lead, "LEAD-RENAMED", show_alert=False)
	assert by(REP)(plan, lead, "Call", str(soon()), None, "form 1") == {**first, "already": True}
	assert open_steps(renamed)
	frappe.delete_doc("Lead", renamed)
	assert by(REP)(plan, lead, "Call", str(soon()), None, "form 1") == {**first, "already": True}


def test_a_lead_that_was_renamed_meanwhile_is_known_by_its_old_name(lead, by):
	new = frappe.rename_doc("Lead", lead, "LEAD-RENAMED", show_alert=False)
	by(REP)(plan, lead, "Call", str(soon()))
	by(REP)(snooze, lead, str(soon()))
	assert [row.kind for row in steps_of(new)] == ["Call", "Look Again"]


def test_several_steps_stand_side_by_side(lead, by):
	first, second = soon(days=2), soon(days=1)
	by(REP)(plan, lead, "Meeting", str(first))
	by(SECOND_REP)(plan, lead, "E-Mail", str(second), "The offer")
	assert [(row["kind"], row["due_at"], row["by"]) for row in by(REP)(of_lead, lead)] == [
		("E-Mail", str(second), "Théo Lefèvre"),
		("Meeting", str(first), "Rosa Bernard"),
	]


def test_a_moment_of_another_zone_is_put_into_that_of_the_system(lead, by):
	day = soon(days=30).date()
	here = by(REP)(plan, lead, "Call", f"{day}T10:00:00", None, "a")["due_at"]
	assert here == f"{day} 10:00:00"
	utc = by(REP)(plan, lead, "Call", f"{day}T10:00:00Z", None, "b")["due_at"]
	zoned = by(REP)(plan, lead, "Call", f"{day}T12:30:00+02:30", None, "c")["due_at"]
	assert utc == zoned
	assert frappe.utils.get_datetime(utc).minute in (0, 30)


@pytest.mark.parametrize(
	("fields", "told"),
	[
		({"kind": "Telepathy"}, "Telepathy&apos; is no kind of step"),
		({"kind": "Look Again"}, "Look Again&apos; is no kind of step"),
		({"kind": None}, "Kind must be given as text"),
		({"kind": ["Call"]}, "Kind must be given as text"),
		({"kind": "<img src=x onerror=alert(1)>"}, "&lt;img"),
		({"due_at": None}, "Due At must be given as text"),
		({"due_at": 5}, "Due At must be given as text"),
		({"due_at": "tomorrow"}, "Due At must be given as a date and a time, like 2026-03-31 14:05."),
		({"due_at": "2026-12-24"}, "Due At must be given as a date and a time"),
		({"due_at": "10:00"}, "Due At must be given as a date and a time"),
		({"due_at": "2026-13-24 10:00"}, "Due At must be given as a date and a time"),
		({"due_at": "9999-12-31T23:59:59-12:00"}, "Due At"),
		({"due_at": "2026-12-24 10:00" + " " * 50 + "x"}, "Due At must be given as a date and a time"),
		({"due_at": "2020-01-01 10:00"}, "2020-01-01 10:00 is not in the future"),
		({"due_at": "2036-01-01 10:00"}, "is more than two years away"),
		({"note": "x" * 501}, "Note must have at most 500 characters"),
		({"note": ["x"]}, "Note must be given as text"),
		({"lead": ""}, "Lead must be given as text"),
		({"lead": "LEAD-GONE"}, "There is no lead LEAD-GONE any more"),
	],
)
def test_what_is_wrong_is_refused_in_a_sentence(lead, fields, told, by):
	given = {"lead": lead, "kind": "Call", "due_at": str(soon()), "note": None, **fields}
	with pytest.raises(Exception) as refused:  # noqa: PT011
		by(REP)(plan, **given)
	assert isinstance(refused.value, (frappe.ValidationError, frappe.DoesNotExistError))
	assert told in str(refused.value) or told in str(frappe.message_log)
	assert not steps_of(lead)


def test_notes_are_no_markup(lead, by):
	by(REP)(plan, lead, "Call", str(soon()), "<script>alert(1)</script> 3 < 4")
	(row,) = steps_of(lead)
	assert "<script" not in row.note
	assert "3 < 4" in row.note


@pytest.mark.parametrize(
	("fields", "told"),
	[
		({"status": "Converted"}, "The lead is Converted: nothing can be planned with it."),
		({"status": "Do Not Contact"}, "The lead is Do Not Contact"),
		(
			{"li_stage": "Disqualified"},
			"The lead is disqualified: nothing can be planned with it. Bring it back",
		),
		({"disabled": 1}, "The lead is disabled"),
	],
)
def test_nothing_is_planned_with_a_lead_that_is_over(lead, fields, told, by):
	frappe.db.set_value("Lead", lead, fields)
	for act in (lambda: plan(lead, "Call", str(soon())), lambda: snooze(lead, str(soon()))):
		with pytest.raises(frappe.ValidationError, match=told):
			by(REP)(act)
	shown = by(REP)(panel, lead)
	assert shown["may_plan"] is False
	assert told in shown["why_not"]


def test_a_snooze_takes_the_place_of_the_one_before(lead, by):
	by(REP)(snooze, lead, str(soon()))
	by(SECOND_REP)(snooze, lead, str(soon()))
	at = soon(days=2)
	by(REP)(snooze, lead, str(at), "On holiday")
	mine = steps_of(lead, user=REP.user)
	assert [(row.kind, row.state) for row in mine] == [("Look Again", "Dropped"), ("Look Again", "Open")]
	assert states(lead) == ["Dropped", "Open", "Open"]
	assert by(REP)(panel, lead)["snooze"] == {"until": str(at), "note": "On holiday"}
	assert by(MANAGER)(panel, lead)["snooze"] is None
	assert by(REP)(of_lead, lead) == []


def test_a_late_clock_cannot_be_put_to_sleep(lead, by):
	late = {"first_response": (now_datetime() - timedelta(hours=1)).isoformat(timespec="seconds")}
	frappe.db.set_value("Lead", lead, "li_clocks", clocks_text(late))
	with pytest.raises(frappe.ValidationError, match="A response clock of this lead is late"):
		by(REP)(snooze, lead, str(soon()))


def clocks_text(clocks: dict) -> str:
	from lead_intelligence.core.sla.open_clocks import to_text
	from lead_intelligence.core.sla.response_clock import Purpose

	purpose = Purpose.FIRST_RESPONSE
	(due_at,) = clocks.values()
	return to_text({purpose: frappe.utils.get_datetime(due_at)})


def test_whoever_wakes_a_lead_or_does_something_with_it_is_awake(lead, by):
	def is_snoozed() -> bool:
		return by(REP)(panel, lead)["snooze"] is not None

	by(REP)(snooze, lead, str(soon()))
	assert by(SECOND_REP)(wake, lead) == {"woken": False}
	assert is_snoozed()
	assert by(REP)(wake, lead) == {"woken": True}
	assert by(REP)(wake, lead) == {"woken": False}
	by(REP)(snooze, lead, str(soon()))
	step = by(REP)(plan, lead, "Call", str(soon()))["step"]
	assert not is_snoozed()
	for act in (lambda: move(step, str(soon(days=3))), lambda: close(step)):
		by(REP)(snooze, lead, str(soon()))
		by(REP)(act)
		assert not is_snoozed()


def test_a_step_is_done_or_dropped_once(lead, by):
	done = by(REP)(plan, lead, "Call", str(soon()))["step"]
	dropped = by(REP)(plan, lead, "Meeting", str(soon()))["step"]
	assert by(REP)(close, done) == {"step": done, "already": False}
	assert by(REP)(close, int(done)) == {"step": done, "already": True}
	by(SECOND_REP)(close, dropped, False)
	rows = steps_of(lead)
	assert [(row.state, row.closed_by) for row in rows] == [("Done", REP.user), ("Dropped", SECOND_REP.user)]
	assert all(row.closed_at for row in rows)
	with pytest.raises(frappe.ValidationError, match="This step is over, so it cannot be moved"):
		by(REP)(move, done, str(soon()))


def test_a_step_is_moved(lead, by):
	step = by(REP)(plan, lead, "Call", str(soon()))["step"]
	at = soon(days=5)
	assert by(REP)(move, step, str(at)) == {"step": step, "due_at": str(at)}
	assert open_steps(lead) == [("Call", at)]
	with pytest.raises(frappe.ValidationError, match="is not in the future"):
		by(REP)(move, step, "2020-01-01 10:00")
	nap = by(REP)(snooze, lead, str(soon()))["step"]
	with pytest.raises(frappe.ValidationError, match="Snooze it to another moment instead"):
		by(REP)(move, nap, str(at))


@pytest.mark.parametrize("step", ["0", "987654321", "-1", "²", "9" * 30, "1 or 1=1", "x", "1.0"])
def test_a_step_that_is_not_there(step, by):
	for act in (lambda: close(step), lambda: move(step, str(soon()))):
		with pytest.raises(frappe.DoesNotExistError, match="There is no such step any more"):
			by(REP)(act)


@pytest.mark.parametrize("step", [None, "", True, ["1"], {"name": 1}])
def test_a_step_that_is_no_text(step, by):
	with pytest.raises(frappe.ValidationError, match="Step must be given as text"):
		by(REP)(close, step)


def test_who_may_not_write_the_lead_plans_nothing(lead, by):
	step = by(REP)(plan, lead, "Call", str(soon()))["step"]
	for act in (
		lambda: plan(lead, "Call", str(soon())),
		lambda: snooze(lead, str(soon())),
		lambda: wake(lead),
		lambda: of_lead(lead),
		lambda: panel(lead),
		lambda: close(step),
		lambda: move(step, str(soon())),
	):
		with pytest.raises(frappe.PermissionError) as refused:
			by(GUEST)(act)
		assert act is not close or lead not in str(refused.value)
	assert states(lead) == ["Open"]


def test_who_sees_only_their_own_leads_sees_no_steps_of_others(lead, by):
	theirs = a_lead(lead_owner=SECOND_REP.user, first_name="Grace").name
	frappe.get_doc(
		{"doctype": "User Permission", "user": SECOND_REP.user, "allow": "Lead", "for_value": theirs}
	).insert(ignore_permissions=True)
	step = by(REP)(plan, lead, "Call", str(soon()))["step"]
	by(REP)(plan, theirs, "Call", str(soon()))
	with pytest.raises(frappe.PermissionError, match="You may not work with this lead any more") as refused:
		by(SECOND_REP)(close, step)
	assert lead not in str(refused.value)
	assert by(SECOND_REP)(frappe.get_list, STEP, pluck="lead") == [theirs]
	assert set(by(REP)(frappe.get_list, STEP, pluck="lead")) >= {lead, theirs}
	with pytest.raises(frappe.PermissionError):
		by(SECOND_REP)(frappe.client.get, STEP, step)


def test_rows_are_written_by_nobody_else(lead, by):
	by(REP)(plan, lead, "Call", str(soon()))
	(row,) = steps_of(lead)
	for person in (REP, MANAGER):
		with pytest.raises(frappe.PermissionError):
			by(person)(frappe.client.set_value, STEP, row.name, "note", "Other")
		with pytest.raises(frappe.PermissionError):
			by(person)(frappe.client.delete, STEP, row.name)
	doc = frappe.get_doc(STEP, row.name)
	doc.note = "Other"
	with pytest.raises(frappe.ValidationError, match="cannot be edited here"):
		by(ADMINISTRATOR)(doc.save)
	with pytest.raises(frappe.ValidationError, match="cannot be deleted"):
		frappe.delete_doc(STEP, row.name)


def test_a_new_owner_finds_what_was_planned_and_no_snooze(lead, by):
	by(REP)(plan, lead, "Call", str(soon()))
	by(REP)(snooze, lead, str(soon()))
	doc = frappe.get_doc("Lead", lead)
	doc.lead_owner = SECOND_REP.user
	doc.save()
	assert [(row.kind, row.state) for row in steps_of(lead)] == [("Call", "Open"), ("Look Again", "Dropped")]


def test_other_changes_of_a_lead_end_no_snooze_and_ask_for_nothing(lead, by):
	by(REP)(snooze, lead, str(soon()))
	doc = frappe.get_doc("Lead", lead)
	doc.city = "Lyon"
	with counted_queries() as queries:
		doc.save()
	assert states(lead) == ["Open"]
	assert not [query for query in queries if STEP in query]


@pytest.mark.parametrize("fields", [{"status": "Do Not Contact"}, {"status": "Converted"}, {"disabled": 1}])
def test_when_a_lead_is_over_nothing_is_planned_any_more(lead, fields, by):
	by(REP)(plan, lead, "Call", str(soon()))
	by(REP)(snooze, lead, str(soon()))
	doc = frappe.get_doc("Lead", lead)
	doc.update(fields)
	doc.save()
	assert states(lead) == ["Dropped", "Dropped"]


def test_a_lead_that_is_converted_past_saving(lead, by):
	by(REP)(plan, lead, "Call", str(soon()))
	frappe.get_doc("Lead", lead).db_set("status", "Converted")
	assert states(lead) == ["Dropped"]


def test_a_lead_that_is_converted_past_all_events(lead, by):
	by(REP)(plan, lead, "Call", str(soon()))
	other = a_lead(first_name="Grace").name
	by(REP)(plan, other, "Call", str(soon()))
	frappe.db.set_value("Lead", lead, "status", "Converted")
	drop_of_leads_that_are_over()
	assert states(lead) == ["Dropped"]
	assert states(other) == ["Open"]


def test_steps_follow_a_rename_and_a_merge(lead, by):
	by(REP)(plan, lead, "Call", str(soon()))
	by(REP)(snooze, lead, str(soon()))
	other = a_lead(first_name="Grace").name
	by(REP)(plan, other, "Meeting", str(soon()))
	by(REP)(snooze, other, str(soon(days=2)))
	frappe.rename_doc("Lead", lead, other, merge=True, show_alert=False)
	assert not steps_of(lead)
	assert [(row.kind, row.state) for row in steps_of(other)] == [
		("Call", "Open"),
		("Look Again", "Dropped"),
		("Meeting", "Open"),
		("Look Again", "Open"),
	]


def test_of_a_deleted_lead_nothing_is_known_any_more(lead, by):
	by(REP)(plan, lead, "Call", str(soon()), "Private number")
	(row,) = steps_of(lead)
	frappe.delete_doc("Lead", lead)
	after = frappe.get_all(STEP, filters={"name": row.name}, fields=["*"])[0]
	assert (after.lead, after.note, after.state) == (None, None, "Dropped")
	with pytest.raises(frappe.DoesNotExistError):
		by(REP)(close, str(row.name))


def test_a_user_may_be_renamed_and_deleted(lead, by):
	user = frappe.get_doc(
		{
			"doctype": "User",
			"email": "gone@atelier-lumiere.example",
			"first_name": "Gustave",
			"send_welcome_email": 0,
			"roles": [{"role": "Sales User"}],
		}
	).insert(ignore_permissions=True)
	person = Person(user.name, "Gustave", "", ())
	by(person)(plan, lead, "Call", str(soon()))
	new = frappe.rename_doc("User", user.name, "went@atelier-lumiere.example", show_alert=False)
	assert [row.user for row in steps_of(lead)] == [new]
	frappe.delete_doc("User", new)
	(row,) = by(REP)(of_lead, lead)
	assert row["kind"] == "Call"


def test_the_desk_asks_little_to_plan(lead, by):
	with counted_queries() as queries:
		next_steps.plan(lead, "Call", soon(), None, "key 1")
	assert len(queries) <= 6
