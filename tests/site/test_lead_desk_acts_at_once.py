"""Two at the same moment on their desks, and one who sends twice: each act is taken once, and in whole."""

from concurrent.futures import ThreadPoolExecutor

import frappe
import pytest

from lead_intelligence.api import lead_desk, stage
from lead_intelligence.api import lead_desk_acts as acts
from tests.bench.people import MANAGER, REP, SECOND_REP
from tests.bench.shadow import BenchCommandFailed
from tests.site.agreed_leads import a_live_definition, an_mql, handovers_of, steps_of
from tests.site.at_once import all_at_once, as_user
from tests.site.builders import another_company
from tests.site.desk_acts import a_lead_of_rosa, a_step
from tests.site.desk_acts import steps_of as next_steps_of
from tests.site.touch_builders import rows_of

ATELIER = ("Atelier At Desk", "ATD")
CALL = "lead_intelligence.api.lead_desk_acts.call"


@pytest.fixture(scope="module", autouse=True)
def agreement(live_site):
	return live_site.run(lambda: a_live_definition(company=another_company(*ATELIER)).name)


def an_mql_of_nobody(live_site, **fields):
	return live_site.run(lambda: an_mql(company=ATELIER[0], **{"lead_owner": None, **fields}))


@pytest.mark.parametrize("round_", range(3))
def test_of_two_who_accept_at_once_one_has_the_lead_and_the_other_reads_who(live_site, round_):
	lead = an_mql_of_nobody(live_site)
	answers = all_at_once(
		live_site, *(as_user(who, acts.accept, lead, form="1") for who in (REP, SECOND_REP))
	)
	(won,) = [answer for answer in answers if isinstance(answer, dict)]
	(lost,) = [answer for answer in answers if not isinstance(answer, dict)]
	assert isinstance(lost, frappe.ValidationError)
	assert " has accepted this lead at " in str(lost)
	owner = live_site.run(lambda: frappe.db.get_value("Lead", lead, "lead_owner"))
	assert (won["owner"]["user"], won["is_yours"], won["already"]) == (owner, True, False)
	assert live_site.run(steps_of, lead).count(("Accepted", "MQL", "SAL")) == 1


@pytest.mark.parametrize("method", ["accept", "refuse"])
def test_who_answers_twice_at_once_has_answered_once(live_site, method):
	lead = an_mql_of_nobody(live_site)
	more = {"reason": "No Fit"} if method == "refuse" else {}
	sent = [as_user(REP, getattr(acts, method), lead, form="1", **more)] * 2
	answers = all_at_once(live_site, *sent)
	assert sorted(answer["already"] for answer in answers) == [False, True]
	assert len(live_site.run(handovers_of, lead)) == 1
	assert live_site.run(as_user(REP, getattr(acts, method), lead, form="1", **more))["already"] is True


def test_a_refusal_that_is_sent_again_after_it_was_contested_refuses_nothing_new(live_site):
	lead = an_mql_of_nobody(live_site)
	live_site.run(as_user(REP, acts.refuse, lead, "No Fit", form="first"))
	handover = live_site.run(handovers_of, lead)[0].name
	live_site.run(as_user(MANAGER, stage.contest, str(handover), "Look again, they have just been funded"))
	assert live_site.run(as_user(REP, acts.refuse, lead, "No Fit", form="first"))["already"] is True
	assert [row.status for row in live_site.run(handovers_of, lead)] == ["Refused", "Waiting"]
	assert live_site.run(as_user(REP, acts.refuse, lead, "No Fit", form="second"))["already"] is False


def test_a_lead_that_is_brought_back_by_a_message_that_comes_twice_is_back_once(live_site):
	lead = an_mql_of_nobody(live_site)
	live_site.run(as_user(REP, stage.put_aside, lead, "Nurture", "Later"))
	for already in (False, True):
		brought = as_user(REP, acts.bring_back, lead, "They have called", form="back")
		assert live_site.run(brought)["already"] is already
	assert [before for _kind, before, _after in live_site.run(steps_of, lead)].count("Nurture") == 1
	with pytest.raises(frappe.ValidationError, match="Only leads in Nurture"):
		live_site.run(as_user(REP, acts.bring_back, lead, "Once more", form="other"))


@pytest.mark.parametrize("round_", range(3))
def test_a_call_that_is_sent_twice_at_once_is_recorded_once(live_site, round_):
	lead = live_site.run(a_lead_of_rosa)
	step, rosa = live_site.run(a_step), live_site.signed_in(REP)
	with ThreadPoolExecutor(4) as pool:
		sent = {"lead": lead, "outcome": "Reached", "notes": "Once", "step": step, "form": "at once"}
		answers = list(pool.map(lambda _at: rosa.call(CALL, **sent), range(4)))
	assert sorted(answer["already"] for answer in answers) == [False, True, True, True]
	assert len({answer["touch"] for answer in answers}) == len({answer["step"] for answer in answers}) == 1
	assert len(live_site.run(rows_of, lead)) == len(live_site.run(next_steps_of, lead)) == 1


def test_many_calls_of_many_leads_at_once_all_arrive(live_site):
	leads = live_site.run(lambda: [a_lead_of_rosa() for _lead in range(6)])
	step = live_site.run(a_step)
	works = [
		as_user(who, acts.call, lead, "Reached", "Hello", step=step, form="1")
		for lead in leads
		for who in (REP, SECOND_REP)
	]
	answers = all_at_once(live_site, *works)
	assert [answer for answer in answers if not isinstance(answer, dict)] == []
	assert [len(live_site.run(rows_of, lead)) for lead in leads] == [2] * 6


def test_a_lead_that_is_given_away_between_the_look_and_the_act(live_site):
	"""The transaction of the rep began when the lead was hers still."""
	lead = live_site.run(a_lead_of_rosa)

	def late():
		frappe.set_user(REP.user)
		assert lead in {row["lead"] for row in lead_desk.queue(most=500)["rows"]}

		def give_away():
			doc = frappe.get_doc("Lead", lead)
			doc.lead_owner = SECOND_REP.user
			doc.save()

		live_site.run(give_away)
		return acts.call(lead, "Reached", "Too late", form="1")

	told = live_site.run(late)
	assert (told["owner"]["user"], told["is_yours"]) == (SECOND_REP.user, False)
	assert told["message"].startswith("This lead belongs to Théo Lefèvre now.")
	assert [row.notes for row in live_site.run(rows_of, lead)] == ["Too late"]


@pytest.mark.parametrize(
	"killed_in", ["record_answers", "next_steps.close_snoozes", "next_steps.plan", "whose"]
)
def test_what_dies_in_the_middle_leaves_nothing_and_can_be_sent_again(live_site, killed_in):
	lead, step = live_site.run(a_lead_of_rosa), live_site.run(a_step)
	code = f"""
import os, sys
import lead_intelligence.adapters.lead_desk_acts as adapter
import lead_intelligence.api.lead_desk_acts as acts
def die(*args, **more):
	os._exit(9)
*path, name = "{killed_in}".split(".")
owner = getattr(adapter, path[0]) if path else acts if name == "whose" else adapter
setattr(owner, name, die)
frappe.set_user("{REP.user}")
acts.call("{lead}", "Reached", "Half", step={step!r}, form="dying")
"""
	with pytest.raises(BenchCommandFailed):
		live_site.run_in_process(code)
	assert live_site.run(rows_of, lead) == live_site.run(next_steps_of, lead) == []
	told = live_site.run(as_user(REP, acts.call, lead, "Reached", "Whole", step=step, form="dying"))
	assert told["already"] is False
	assert [row.notes for row in live_site.run(rows_of, lead)] == ["Whole"]


def test_what_is_refused_over_http_says_why_with_the_right_status(live_site):
	rosa, lead = live_site.signed_in(REP), live_site.run(a_lead_of_rosa)

	def status(**sent):
		return rosa.post(f"/api/method/{CALL}", json=sent).status_code

	assert status(lead=lead, outcome="Maybe") == 417
	assert status(lead="None such", outcome="Reached") == 404
	assert rosa.get(f"/api/method/{CALL}", params={"lead": lead, "outcome": "Reached"}).status_code == 403
	assert live_site.run(rows_of, lead) == []
