"""An MQL goes to sales: it is accepted, refused for a reason, contested, or left to lapse."""

import json

import frappe
import pytest
from frappe.utils import add_days, getdate, now_datetime

from lead_intelligence.adapters.handover_notices import tell_receivers
from lead_intelligence.adapters.reevaluation import reevaluate
from lead_intelligence.api import stage as api
from lead_intelligence.core.history.journey import Cause
from tests.bench.people import MANAGER, MARKETING, REP, SECOND_REP
from tests.site.agreed_leads import (
	a_live_definition,
	a_reached_lead,
	an_mql,
	handovers_of,
	stage_of,
	steps_of,
)
from tests.site.builders import a_lead, journey_of, stored


def given_once():
	return a_live_definition().name


@pytest.fixture
def agreement(given):
	return frappe.get_doc("Lead Definition", given)


def why(answer) -> str:
	assert not [names for key, names in answer.items() if key != "refused" and names]
	return answer["refused"][0]["why"]


def refused(by, lead, reason="No Fit", **more):
	answer = by(REP)(api.refuse, lead, reason, **more)
	assert answer == {"done": [lead], "refused": []}
	return handovers_of(lead)[0]


def lapse_now(lead):
	frappe.db.set_value("Lead Handover", {"lead": lead}, "due_at", add_days(now_datetime(), -1))


def test_an_mql_is_handed_over_to_its_owner(agreement):
	lead = an_mql()
	(row,) = handovers_of(lead)
	assert (row.status, row.act, row.stage, row.to_user) == ("Waiting", "Marketing to Sales", "MQL", REP.user)
	assert (row.definition, row.cycle, row.due_at) == (agreement.name, 1, stored(lead, "li_due_at"))
	assert row.from_user is None
	assert row.handed_at == stored(lead, "li_stage_since")
	assert steps_of(lead)[-1] == ("Handed over", "MQL", "MQL")


@pytest.mark.parametrize("owner", [None, "Administrator", "Guest", MARKETING.user])
def test_an_owner_who_is_not_of_sales_gets_nothing(owner):
	(row,) = handovers_of(an_mql(lead_owner=owner))
	assert row.to_user is None


def test_an_owner_whose_user_is_disabled_gets_nothing():
	frappe.db.set_value("User", SECOND_REP.user, "enabled", 0)
	assert handovers_of(an_mql(lead_owner=SECOND_REP.user))[0].to_user is None


def test_who_accepts_a_lead_owns_it(by):
	lead = an_mql(lead_owner=None)
	modified = stored(lead, "modified")
	assert by(SECOND_REP)(api.accept, lead) == {"accepted": [lead], "refused": []}
	assert stage_of(lead) == "SAL"
	assert stored(lead, "lead_owner") == SECOND_REP.user
	# Who has the form open can still save it: that it shows the owner of before is told by what it says of the last change.
	assert stored(lead, "modified") == modified
	assert stored(lead, "li_assignment")
	assert stored(lead, "_assign") == json.dumps([SECOND_REP.user])
	(row,) = handovers_of(lead)
	assert (row.status, row.decided_by, row.late) == ("Accepted", SECOND_REP.user, 0)
	assert stored(lead, "li_due_at") is None
	assert steps_of(lead)[-1] == ("Accepted", "MQL", "SAL")
	*_others, last, owned = journey_of(lead)
	assert (owned.kind, owned.reference_doctype) == ("Owner changed", "Lead Assignment")
	assert (last.author, last.cause, last.definition) == (SECOND_REP.user, "Decision", row.definition)
	assert json.loads(last.inputs)["values"]["job_title"] == "CEO"


def test_a_lead_that_stays_with_its_owner_can_still_be_saved_from_an_open_form(by):
	lead = an_mql()
	form = frappe.get_doc("Lead", lead)
	by(REP)(api.accept, lead)
	form.city = "Lyon"
	form.save()
	assert stage_of(lead) == "SAL"


def test_the_second_to_accept_reads_who_was_first(by):
	lead = an_mql(lead_owner=None)
	by(SECOND_REP)(api.accept, lead)
	sentence = why(by(REP)(api.accept, lead))
	assert sentence.startswith("Théo Lefèvre has accepted this lead at ")
	by(MANAGER)(api.put_aside, lead, "Nurture", "Too early")
	assert "Théo Lefèvre has accepted" in why(by(REP)(api.refuse, lead, "No Fit"))


def test_the_one_to_whom_it_is_handed_over_or_a_manager_answers(by):
	lead = an_mql(lead_owner=REP.user)
	assert (
		why(by(SECOND_REP)(api.accept, lead)) == "This lead is handed over to Rosa Bernard, who is to answer."
	)
	assert why(by(MARKETING)(api.refuse, lead, "No Fit")).startswith("This lead is handed over to Rosa")
	assert by(MANAGER)(api.accept, lead)["accepted"] == [lead]


def test_marketing_does_not_accept_its_own_leads(by):
	lead = an_mql(lead_owner=MARKETING.user)
	assert (
		why(by(MARKETING)(api.accept, lead)) == "Only sales can accept or refuse a lead that is handed over."
	)
	assert by(REP)(api.accept, lead)["accepted"] == [lead]


def test_a_receiver_who_has_left_keeps_nobody_from_answering(by):
	lead = an_mql(lead_owner=SECOND_REP.user)
	frappe.db.set_value("User", SECOND_REP.user, "enabled", 0)
	assert by(REP)(api.accept, lead)["accepted"] == [lead]


def test_what_an_acceptance_asks_for_must_be_met(by):
	from tests.site.agreed_leads import INTERESTED, NAMED
	from tests.site.builders import condition
	from tests.site.definition_builders import criterion

	budget = criterion("SAL", "Has <b>money</b>", condition("annual_revenue", "is at least", 1))
	a_live_definition(criteria=[NAMED, INTERESTED, budget, criterion("SQL")])
	lead = an_mql()
	sentence = why(by(REP)(api.accept, lead))
	assert sentence == "SAL asks for more than is known of this lead: Has &lt;b&gt;money&lt;/b&gt;."
	assert stage_of(lead) == "MQL"


def test_accepting_what_is_not_handed_over():
	assert why(api.accept(a_reached_lead())) == (
		"This lead is not being handed over, so there is nothing to accept or to refuse."
	)


def test_many_are_answered_one_by_one(by):
	mine, other, raw = an_mql(), an_mql(lead_owner=SECOND_REP.user), a_reached_lead()
	answer = by(REP)(api.accept, json.dumps([raw, mine, "no such <lead>", other]))
	assert answer["accepted"] == [mine]
	assert {entry["lead"] for entry in answer["refused"]} == {raw, other, "no such <lead>"}
	assert "There is no lead no such &lt;lead&gt;." in {entry["why"] for entry in answer["refused"]}
	assert not frappe.get_message_log()
	assert [stage_of(lead) for lead in (mine, other)] == ["SAL", "MQL"]


@pytest.mark.parametrize(
	("reason", "stage", "revisit_in", "status"),
	[
		("Not Ready to Buy", "Nurture", 90, "Refused"),
		("Not Reachable", "Nurture", 30, "Refused"),
		("No Fit", "Disqualified", None, "Refused"),
		("Bad Contact Data", "Raw", None, "Refused"),
		("Wrong Territory", "MQL", None, "Refused"),
	],
)
def test_what_follows_a_refusal_is_said_by_its_reason(by, reason, stage, revisit_in, status):
	lead = an_mql()
	row = refused(by, lead, reason, note="They said <so>")
	assert (row.status, row.reason, row.decided_by, row.note) == (status, reason, REP.user, "They said <so>")
	assert stage_of(lead) == stage
	on = add_days(getdate(), revisit_in) if revisit_in else None
	assert stored(lead, "li_revisit_on") == on
	said = next(row for row in journey_of(lead) if row.kind == "Refused")
	assert said.reason == reason
	assert json.loads(said.evidence)["note"] == "They said <so>"


def test_a_lead_of_another_territory_waits_for_somebody_else(by):
	lead = an_mql()
	refused(by, lead, "Wrong Territory")
	first, second = handovers_of(lead)
	assert (first.status, second.status, second.to_user) == ("Refused", "Waiting", None)
	assert stored(lead, "li_due_at") == second.due_at
	assert [kind for kind, *_ in steps_of(lead)][-2:] == ["Refused", "Handed over"]


def test_also_if_a_manager_says_so(by):
	lead = an_mql()
	assert by(MANAGER)(api.refuse, lead, "Wrong Territory")["done"]
	assert handovers_of(lead)[-1].to_user is None


def test_a_duplicate_names_the_other_lead(by):
	lead, other = an_mql(), a_lead(first_name="Other").name
	assert "Say which lead" in why(by(REP)(api.refuse, lead, "Duplicate"))
	assert "no duplicate of itself" in why(by(REP)(api.refuse, lead, "Duplicate", duplicate_of=lead))
	assert "There is no lead" in why(by(REP)(api.refuse, lead, "Duplicate", duplicate_of="nowhere"))
	assert "only named" in why(by(REP)(api.refuse, lead, "No Fit", duplicate_of=other))
	assert refused(by, lead, "Duplicate", duplicate_of=other).duplicate_of == other
	assert stage_of(lead) == "Disqualified"


def test_another_day_to_revisit(by):
	lead, day = an_mql(), str(add_days(getdate(), 10))
	assert "only set where it goes to Nurture" in why(by(REP)(api.refuse, lead, "No Fit", revisit_on=day))
	past = why(by(REP)(api.refuse, lead, "Not Reachable", revisit_on="2020-01-01"))
	assert "which is not in the future" in past
	refused(by, lead, "Not Reachable", revisit_on=day)
	assert str(stored(lead, "li_revisit_on")) == day


def test_reasons_that_are_gone_or_disabled(by):
	lead = an_mql()
	with pytest.raises(frappe.ValidationError, match="no rejection reason 'Because'"):
		by(REP)(api.refuse, lead, "Because")
	frappe.db.set_value("Lead Rejection Reason", "No Fit", "disabled", 1)
	with pytest.raises(frappe.ValidationError, match="'No Fit' is disabled"):
		by(REP)(api.refuse, lead, "No Fit")
	assert "No Fit" not in [reason["name"] for reason in api.reasons()]


def test_a_reason_that_is_renamed_or_deleted_later_leaves_what_was_said(by):
	reason = frappe.get_doc(
		{"doctype": "Lead Rejection Reason", "reason": "Too small", "consequence": "Disqualify"}
	).insert()
	lead = an_mql()
	refused(by, lead, "Too small")
	frappe.rename_doc("Lead Rejection Reason", reason.name, "Too tiny")
	assert handovers_of(lead)[0].reason == "Too tiny"
	frappe.delete_doc("Lead Rejection Reason", "Too tiny")
	assert handovers_of(lead)[0].reason == "Too tiny"
	assert by(REP)(api.panel, lead)["last_refusal"]["reason"] == "Too tiny"


def test_standard_reasons_are_disabled_and_not_deleted():
	with pytest.raises(frappe.ValidationError, match="Disable it instead"):
		frappe.delete_doc("Lead Rejection Reason", "No Fit")


def test_only_marketing_contests_a_refusal_and_only_once(by):
	lead = an_mql()
	row = refused(by, lead)
	with pytest.raises(frappe.PermissionError, match="Only marketing"):
		by(REP)(api.contest, str(row.name), "They fit")
	assert by(REP)(api.panel, lead)["last_refusal"]["may_contest"] is False
	assert by(MARKETING)(api.panel, lead)["last_refusal"]["may_contest"] is True
	by(MARKETING)(api.contest, str(row.name), "They fit")
	first, second = handovers_of(lead)
	assert (first.contested_by, first.contest_note) == (MARKETING.user, "They fit")
	assert (second.contest_of, second.status, second.from_user) == (
		str(first.name),
		"Waiting",
		MARKETING.user,
	)
	assert stage_of(lead) == "MQL"
	assert by(REP)(api.panel, lead)["handover"]["contested"] == {"by": "Mila Roux", "note": "They fit"}
	assert by(REP)(api.refuse, lead, "No Fit")["done"] == [lead]
	third = handovers_of(lead)[-1]
	assert third.name == second.name
	for handover in (first, third):
		with pytest.raises(frappe.ValidationError):
			by(MARKETING)(api.contest, str(handover.name), "They do")
	assert by(MARKETING)(api.panel, lead)["last_refusal"]["may_contest"] is False


def test_what_cannot_be_contested(by):
	lead = an_mql()
	waiting = handovers_of(lead)[0]
	with pytest.raises(frappe.ValidationError, match="no refusal"):
		by(MARKETING)(api.contest, str(waiting.name), "No")
	refused(by, lead, "Wrong Territory")
	with pytest.raises(frappe.ValidationError, match="waits for an acceptance already"):
		by(MARKETING)(api.contest, str(waiting.name), "No")
	other = an_mql()
	handover = str(refused(by, other).name)
	with pytest.raises(frappe.ValidationError, match="is missing"):
		by(MARKETING)(api.contest, handover, "")
	by(MANAGER)(api.bring_back, other, "They called")
	with pytest.raises(frappe.ValidationError, match="waits for an acceptance"):
		by(MARKETING)(api.contest, str(handovers_of(other)[0].name), "No")


def accepted(by):
	lead = an_mql()
	by(REP)(api.accept, lead)
	return lead


def test_an_sdr_hands_over_to_an_account_executive(by):
	lead = accepted(by)
	by(REP)(api.hand_over, lead, SECOND_REP.user)
	row = handovers_of(lead)[-1]
	assert (row.act, row.stage, row.from_user, row.to_user) == (
		"SDR to Account Executive",
		"SAL",
		REP.user,
		SECOND_REP.user,
	)
	assert "handed this lead over yourself" in why(by(REP)(api.accept, lead))
	with pytest.raises(frappe.ValidationError, match="being handed over already"):
		by(REP)(api.hand_over, lead, MANAGER.user)
	assert by(SECOND_REP)(api.accept, lead)["accepted"] == [lead]
	assert (stage_of(lead), stored(lead, "lead_owner")) == ("SAL", SECOND_REP.user)
	assert steps_of(lead)[-1] == ("Accepted", "SAL", "SAL")


def test_an_account_executive_may_refuse_and_the_lead_stays(by):
	lead = accepted(by)
	by(REP)(api.hand_over, lead, SECOND_REP.user)
	assert by(SECOND_REP)(api.refuse, lead, "Wrong Territory")["done"] == [lead]
	assert (stage_of(lead), stored(lead, "li_due_at")) == ("SAL", None)
	assert [row.status for row in handovers_of(lead)] == ["Accepted", "Refused"]
	assert by(MARKETING)(api.panel, lead)["last_refusal"]["may_contest"] is False


@pytest.mark.parametrize(
	("to", "says"),
	[
		(REP.user, "to yourself"),
		(MARKETING.user, "no active user of sales"),
		("nobody@nowhere.example", "no active user of sales"),
		("Administrator", "no active user of sales"),
	],
)
def test_to_whom_nothing_is_handed_over(by, to, says):
	with pytest.raises(frappe.ValidationError, match=says):
		by(REP)(api.hand_over, accepted(by), to)


def test_only_accepted_leads_go_to_an_account_executive(by):
	with pytest.raises(frappe.ValidationError, match="Only a lead that sales has accepted"):
		by(REP)(api.hand_over, a_reached_lead(), SECOND_REP.user)


def test_a_lead_that_leaves_its_stage_leaves_its_handover(by):
	lead = an_mql()
	by(MANAGER)(api.put_aside, lead, "Disqualified", "A test")
	(row,) = handovers_of(lead)
	assert (row.status, row.decided_by, row.late) == ("Withdrawn", None, 0)


def test_a_lead_that_takes_no_part_any_more_waits_for_nobody(by):
	lead = an_mql()
	doc = frappe.get_doc("Lead", lead)
	doc.disabled = 1
	doc.save()
	assert handovers_of(lead)[0].status == "Withdrawn"
	assert "disabled or not to be contacted" in why(by(REP)(api.accept, lead))
	doc.reload()
	doc.disabled = 0
	doc.save()
	assert [row.status for row in handovers_of(lead)] == ["Withdrawn", "Waiting"]


def test_history_is_handed_over_to_nobody(by):
	lead = an_mql()
	frappe.db.set_value("Lead", lead, {"creation": add_days(now_datetime(), -30), "li_stage": None})
	frappe.db.delete("Lead Handover")
	reevaluate([lead], Cause.POLICY)
	assert (stage_of(lead), stored(lead, "li_cycle")) == ("MQL", 0)
	assert handovers_of(lead) == []
	assert "not being handed over" in why(by(REP)(api.accept, lead))


def told(user):
	return frappe.get_all(
		"Notification Log", filters={"for_user": user}, fields=["subject", "document_name"], order_by="name"
	)


def test_the_receiver_is_told_once_for_all_that_came_together():
	frappe.db.delete("Notification Log")
	leads = [an_mql(company_name="<b>Bold</b>"), an_mql(), an_mql(lead_owner=SECOND_REP.user)]
	rows = [str(handovers_of(lead)[0].name) for lead in leads]
	tell_receivers(rows[:2])
	(notice,) = told(REP.user)
	assert notice.subject.startswith("<b>2</b> leads are handed over to you.")
	tell_receivers(rows[2:])
	(notice,) = told(SECOND_REP.user)
	assert notice.document_name == leads[2]
	assert "is handed over to you. Please accept or refuse it by" in notice.subject


def test_what_outsiders_wrote_is_told_as_text():
	frappe.db.delete("Notification Log")
	lead = an_mql()
	frappe.db.set_value("Lead", lead, "company_name", "<b>Bold</b>")
	tell_receivers([str(handovers_of(lead)[0].name)])
	assert "&lt;b&gt;Bold&lt;/b&gt;" in told(REP.user)[0].subject


def test_nobody_is_told_of_what_does_not_wait_any_more(by):
	frappe.db.delete("Notification Log")
	lead = an_mql()
	by(REP)(api.accept, lead)
	tell_receivers([str(handovers_of(lead)[0].name)])
	assert told(REP.user) == []


def test_who_may_not_read_the_lead_is_not_told():
	frappe.db.delete("Notification Log")
	lead = an_mql()
	fields = {"email": "outside@handover.example", "first_name": "Outside", "send_welcome_email": 0}
	frappe.get_doc({"doctype": "User", **fields}).insert()
	frappe.db.set_value("Lead Handover", {"lead": lead}, "to_user", fields["email"])
	tell_receivers([str(handovers_of(lead)[0].name)])
	assert told(fields["email"]) == []


def test_they_are_told_in_their_language():
	frappe.db.delete("Notification Log")
	frappe.db.set_value("User", REP.user, "language", "fr")
	tell_receivers([str(handovers_of(an_mql())[0].name)])
	assert "Acceptez-le ou refusez-le" in told(REP.user)[0].subject


def test_a_renamed_lead_takes_its_handovers_along():
	lead, other = an_mql(), an_mql()
	frappe.db.set_value("Lead Handover", {"lead": other}, "duplicate_of", lead)
	new = frappe.rename_doc("Lead", lead, "LEAD-HANDED-OVER")
	assert [row.status for row in handovers_of(new)] == ["Waiting"]
	assert handovers_of(lead) == []
	assert handovers_of(other)[0].duplicate_of == new


def test_of_two_merged_leads_the_one_that_stays_keeps_its_handover():
	gone, stays = an_mql(), an_mql()
	waiting = handovers_of(stays)[0].name
	frappe.rename_doc("Lead", gone, stays, merge=True)
	rows = handovers_of(stays)
	assert sorted(row.status for row in rows) == ["Waiting", "Withdrawn"]
	assert next(row.name for row in rows if row.status == "Waiting") == waiting


def test_a_lead_without_a_handover_gets_none_by_a_merge():
	gone, stays = an_mql(), a_reached_lead()
	frappe.rename_doc("Lead", gone, stays, merge=True)
	assert [row.status for row in handovers_of(stays)] == ["Withdrawn"]
	assert stored(stays, "li_due_at") is None


def test_a_deleted_lead_leaves_rows_that_say_nobody(by):
	lead, other = an_mql(), an_mql()
	refused(by, lead, "Not Reachable", note="Private")
	by(MARKETING)(api.contest, str(handovers_of(lead)[0].name), "More private")
	by(REP)(api.refuse, other, "Duplicate", duplicate_of=lead)
	names = [row.name for row in handovers_of(lead)]
	frappe.delete_doc("Lead", lead)
	rows = frappe.get_all("Lead Handover", filters={"name": ("in", names)}, fields=["*"], order_by="name")
	assert [row.status for row in rows] == ["Refused", "Withdrawn"]
	for row in rows:
		assert lead not in map(str, row.values())
		assert (row.lead, row.note, row.contest_note) == (None, None, None)
	assert rows[0].reason == "Not Reachable"
	assert handovers_of(other)[0].duplicate_of is None


def test_a_user_who_answered_can_be_deleted(by):
	fields = {"email": "gone@handover.example", "first_name": "Gone", "send_welcome_email": 0}
	user = frappe.get_doc({"doctype": "User", **fields}).insert()
	lead = an_mql()
	refused(by, lead)
	frappe.db.set_value("Lead Handover", {"lead": lead}, {"decided_by": user.name, "to_user": user.name})
	frappe.delete_doc("User", user.name)
	assert by(REP)(api.panel, lead)["last_refusal"]["by"] in ("Gone", user.name)


def test_nobody_writes_handovers_by_hand(by):
	lead = an_mql()
	row = frappe.get_doc("Lead Handover", handovers_of(lead)[0].name)
	row.status = "Accepted"
	with pytest.raises(frappe.ValidationError, match="cannot be edited"):
		row.save()
	with pytest.raises(frappe.ValidationError, match="cannot be deleted"):
		row.delete()


def test_marketing_reads_what_was_refused(by):
	mine, other = an_mql(company_name="Mine"), an_mql()
	refused(by, mine, note="No")
	refused(by, other, "Not Reachable")
	found = by(MARKETING)(api.refusals)["refusals"]
	assert [row["lead"] for row in found[:2]] == [other, mine]
	assert (found[1]["company_name"], found[1]["by"], found[1]["note"]) == ("Mine", "Rosa Bernard", "No")
	assert [row["lead"] for row in by(MARKETING)(api.refusals, reason="No Fit")["refusals"]] == [mine]
	assert by(MARKETING)(api.refusals, until="2020-01-01")["refusals"] == []
	assert by(MARKETING)(api.refusals, contested="1")["refusals"] == []


def test_without_an_agreement_there_is_nothing_to_do(by, agreement):
	lead = an_mql()
	agreement.reload().cancel()
	assert why(by(REP)(api.accept, lead)).startswith("No live agreement is for the lead")
	assert by(REP)(api.panel, lead)["state"] == "no agreement"


def test_what_is_answered_with_others_at_once_is_known_from_what_was_looked_at(by):
	alone, *together = (an_mql() for _number in range(5))
	by(REP)(api.accept, alone)
	by(REP)(api.accept, together[:2])
	by(REP)(api.refuse, json.dumps(together[2:]), "No Fit")
	assert [handovers_of(lead)[0].in_bulk for lead in (alone, *together)] == [0, 1, 1, 1, 1]


def test_one_lead_that_is_named_twice_is_one(by):
	lead = an_mql()
	by(REP)(api.accept, [lead, lead])
	assert handovers_of(lead)[0].in_bulk == 0
