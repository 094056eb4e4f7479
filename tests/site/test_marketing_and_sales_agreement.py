"""Marketing and Sales Agreement on a real site."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from random import Random

import frappe
import pytest
from frappe.desk.query_report import run
from frappe.utils import getdate

from lead_intelligence.adapters.reports.index import shown
from lead_intelligence.api import stage
from lead_intelligence.api.report import leads
from tests.bench.erpnext_alone import counted_queries
from tests.bench.people import MANAGER, MARKETING, REP, SECOND_REP
from tests.site.agreed_leads import a_live_definition, an_mql
from tests.site.handover_builders import (
	a_contact,
	a_handover,
	accepted,
	an_opportunity,
	days_ago,
	refused,
)
from tests.site.report_builders import a_bare_lead, a_company

REPORT = "Marketing and Sales Agreement"


@pytest.fixture
def company():
	return a_company()


def asked(company, **more):
	days = {"from_date": str(getdate() - timedelta(days=400)), "to_date": str(getdate())}
	return {**days, "company": company, "group_by": "Source", **more}


def report(company, **more):
	return run(REPORT, filters=asked(company, **more))


def total(company, **more):
	return report(company, **more)["result"][-1]


def behind(company, column, key="all", **more):
	found = leads(REPORT, frappe.as_json(asked(company, **more)), key, column, most=500)
	names = {one["lead"] for one in found["leads"]}
	assert found["total"] == len(names)
	return names


def test_each_handover_is_one_of_the_sorts_and_each_figure_has_its_leads(company):
	called = a_handover(company, 20)
	a_contact(called, days_ago(18))
	tried = a_handover(company, 20, status="Lapsed")
	a_contact(tried, days_ago(18), "Attempt")
	late = a_handover(company, 20)
	a_contact(late, days_ago(14))
	names = {
		"accepted": {accepted(company, 20), accepted(company, 20, answered_after=9)},
		"in_bulk": {accepted(company, 20, in_bulk=1)},
		"refused": {refused(company, 20)},
		"tried": {tried},
		"untouched": {late, a_handover(company, 20)},
		"not_over": {a_handover(company, 2), accepted(company, 1, answered_after=0)},
		"taken_back": {a_handover(company, 20, status="Withdrawn", answered_after=2)},
	}
	row = total(company)
	assert (row["handed_over"], row["not_over"], row["taken_back"], row["due"]) == (11, 2, 1, 8)
	assert (row["worked"], row["in_bulk"], row["tried"], row["untouched"]) == (4, 1, 1, 3)
	assert row["treatment"] == 50
	assert (row["accepted"], row["refused"], row["unanswered"]) == (4, 1, 5)
	assert row["acceptance"] == 80
	for column in ("in_bulk", "tried", "not_over", "taken_back", "refused"):
		assert behind(company, column) == names[column], column
	assert behind(company, "untouched") - names["untouched"] <= names["accepted"]
	for column in ("handed_over", "due", "worked", "accepted", "unanswered", "untouched"):
		assert len(behind(company, column)) == row[column], column
	assert called in behind(company, "worked")


def test_the_last_day_within_which_a_lead_is_to_be_worked_counts_whole(company):
	lead = a_handover(company, 20)
	a_contact(lead, days_ago(15, hour=23))
	assert total(company)["worked"] == 1
	other = a_handover(company, 20)
	a_contact(other, days_ago(14, hour=0))
	assert total(company)["worked"] == 1
	before = a_handover(company, 20)
	a_contact(before, days_ago(20, hour=9))
	assert total(company)["worked"] == 1


def test_who_answers_just_before_the_hand_over_has_answered_it(company):
	for minutes in (4, 6):
		a_contact(a_handover(company, 20), days_ago(20) - timedelta(minutes=minutes))
	assert total(company)["worked"] == 1


def test_capitals_make_no_other_group(company):
	names = {accepted(company, 200, lead_source=source) for source in ("Stand", "stand", "STAND")}
	for lead in names:
		an_opportunity(lead, 150)
	row, everything = report(company)["result"]
	assert (row["handed_over"], row["leads"], row["converted"]) == (3, 3, 3)
	assert everything["opportunities"] == 3
	for column in ("handed_over", "leads", "opportunities"):
		for key in ("=stand", "=STAND"):
			assert behind(company, column, key) == names


def test_what_becomes_of_leads_counts_from_their_hand_over_on(company):
	won = accepted(company, 200, lead_source="Fair")
	an_opportunity(won, 150, 5000, status="Converted")
	lost = accepted(company, 200, lead_source="Fair")
	an_opportunity(lost, 150, 3000, status="Lost")
	before = accepted(company, 200, lead_source="Fair")
	an_opportunity(before, 210, 9000, status="Converted")
	young = accepted(company, 30, lead_source="Web")
	an_opportunity(young, 20, None)
	row = total(company)
	assert (row["leads"], row["ripe"], row["converted"], row["opportunities"]) == (4, 3, 2, 3)
	assert row["conversion"] == pytest.approx(200 / 3)
	assert (row["won"], row["lost"], row["win_rate"]) == (1, 1, 50)
	assert (row["amount"], row["won_amount"], row["win_rate_by_amount"]) == (8000, 5000, 62.5)
	assert behind(company, "opportunities") == {won, lost, young}
	assert behind(company, "converted") == {won, lost}
	assert behind(company, "won", "=Fair") == {won}
	assert behind(company, "won", "=Web") == set()
	assert behind(company, "leads", "=Web") == {young}
	assert behind(company, "ripe", "=Web") == set()


def test_what_sales_answers_in_the_app_is_counted(by):
	a_live_definition()
	source = frappe.get_doc({"doctype": "Lead Source", "source_name": "Of this test"}).insert().name
	alone, first, second, no_fit = (an_mql(source=source) for _number in range(4))
	by(REP)(stage.accept, alone)
	by(REP)(stage.accept, [first, second])
	by(REP)(stage.refuse, no_fit, "No Fit")
	frappe.db.set_value(
		"Lead Handover",
		{"lead": ("in", [alone, first, second, no_fit])},
		{"handed_at": days_ago(8), "decided_at": days_ago(7)},
	)
	row = total(None, source=source)
	assert (row["handed_over"], row["worked"], row["in_bulk"], row["treatment"]) == (4, 4, 2, 100)
	assert (row["accepted"], row["refused"], row["acceptance"]) == (3, 1, 75)
	assert behind(None, "in_bulk", source=source) == {first, second}


def test_refusals_have_a_column_for_each_reason(company):
	unfit = {refused(company, 20), refused(company, 30)}
	elsewhere = refused(company, 20, "Elsewhere & <far>", "Wrong Territory")
	found = report(company)
	columns = {column["label"]: column["fieldname"] for column in found["columns"]}
	(first, second) = (columns["Refused: No Fit"], columns["Refused: Elsewhere & <far>"])
	row = found["result"][-1]
	assert (row[first], row[second]) == (2, 1)
	assert behind(company, first) == unfit
	assert behind(company, second) == {elsewhere}
	assert behind(company, "refused_of_nothing") == set()


def test_a_low_treatment_rate_alarms_and_says_what_it_points_to(company):
	for _number in range(15):
		accepted(company, 20)
	for _number in range(10):
		a_handover(company, 20)
	found = report(company)
	assert found["result"][-1]["finding"] == "Neglect"
	assert found["report_summary"][0]["indicator"] == "Red"
	assert "Alarm: sales has worked 15 of 25 hand-overs within 5 days: 60 %" in found["message"]
	assert "This points to neglect" in found["message"]
	frappe.db.set_single_value("Lead Intelligence Settings", "treatment_alarm", 60)
	frappe.clear_document_cache("Lead Intelligence Settings")
	assert report(company)["report_summary"][0]["indicator"] == "Green"


def test_the_agreed_days_are_those_of_the_settings(company):
	accepted(company, 20, answered_after=8)
	assert total(company)["treatment"] == 0
	frappe.db.set_single_value("Lead Intelligence Settings", "worked_days", 8)
	frappe.clear_document_cache("Lead Intelligence Settings")
	assert total(company)["treatment"] == 100


def test_the_period_before_stands_beside(company):
	accepted(company, 20, lead_source="Fair")
	a_handover(company, 20, lead_source="Web")
	accepted(company, 40, lead_source="Fair")
	days = {"from_date": str(getdate() - timedelta(days=29)), "to_date": str(getdate()), "compare": 1}
	found = run(REPORT, filters={**days, "company": company, "group_by": "Source"})
	rows = {row["key"]: row for row in found["result"]}
	assert (rows["all"]["treatment"], rows["all"]["treatment_before"]) == (50, 100)
	assert (rows["=Fair"]["treatment_before"], rows["=Web"].get("treatment_before")) == (100, None)
	assert [card["before"] for card in found["report_summary"]] == [100, 100, None, None, 0]
	by_month = run(REPORT, filters={**days, "company": company})["result"]
	assert all("treatment_before" not in row for row in by_month[:-1])


def test_leads_that_were_deleted_are_in_no_figure(company):
	lead = accepted(company, 20)
	accepted(company, 20)
	frappe.db.set_value("Lead Handover", {"lead": lead}, "lead", None)
	frappe.db.delete("Lead", {"name": lead})
	found = report(company)
	assert found["result"][-1]["handed_over"] == 1
	assert "1 hand-overs of this period are of leads that were deleted since" in found["message"]


def test_an_agreement_is_the_one_of_the_hand_over(company):
	old = accepted(company, 20, definition="Agreed-1", lead_li_definition="Agreed-2")
	accepted(company, 20, definition="Agreed-2", lead_li_definition="Agreed-2")
	assert behind(company, "handed_over", definition="Agreed-1") == {old}
	rows = {row["key"]: row["handed_over"] for row in report(company, group_by="Agreement")["result"]}
	assert rows == {"=Agreed-1": 1, "=Agreed-2": 1, "all": 2}


def test_amounts_of_several_currencies_are_not_added():
	companies = [a_company("EUR"), a_company("USD")]
	source = frappe.generate_hash(length=10)
	for company in companies:
		an_opportunity(accepted(company, 200, lead_source=source), 150, 500, status="Converted")
	rows = {row["key"]: row for row in report(None, source=source, group_by="Company")["result"]}
	assert [(rows[f"={one}"]["won_amount"], rows[f"={one}"]["currency"]) for one in companies] == [
		(500, "EUR"),
		(500, "USD"),
	]
	everything = rows["all"]
	assert (everything["won"], everything["won_amount"], everything["win_rate_by_amount"]) == (2, None, None)
	assert "several currencies" in everything["won_amount_why"]


def test_families_of_origin_gather_their_sources(company):
	frappe.get_doc(
		{"doctype": "Lead Source Profile", "source": "Stand 7", "family": "Fairs and Events"}
	).insert()
	fair = accepted(company, 20, lead_source="Stand 7")
	others = {accepted(company, 20, lead_source="Nowhere known"), accepted(company, 20)}
	rows = {row["key"]: row["handed_over"] for row in report(company, group_by="Family of Origin")["result"]}
	assert rows == {"=Fairs and Events": 1, "=": 2, "all": 3}
	for column in ("handed_over", "leads"):
		assert behind(company, column, "=Fairs and Events", group_by="Family of Origin") == {fair}
		assert behind(company, column, "=", group_by="Family of Origin") == others


def test_who_handed_over_and_to_whom(company):
	accepted(company, 20, from_user=MARKETING.user)
	accepted(company, 20, to_user=None)
	by_giver = report(company, group_by="Handed Over By")["result"]
	assert {row["key"]: row.get("group_label") or row["group"] for row in by_giver} == {
		f"={MARKETING.user}": "Mila Roux",
		"=": "By Itself",
		"all": "Total",
	}
	by_taker = {row["key"]: row["group"] for row in report(company, group_by="Handed Over To")["result"]}
	assert by_taker["="] == "Whoever Comes First"


def test_a_rep_sees_their_own_figures_alone(company, by):
	mine = accepted(company, 20, lead_lead_owner=REP.user)
	a_handover(company, 20, lead_lead_owner=SECOND_REP.user)
	assert by(REP)(total, company)["handed_over"] == 1
	assert by(REP)(behind, company, "handed_over") == {mine}
	assert by(MANAGER)(total, company)["handed_over"] == 2
	assert by(MARKETING)(total, company)["handed_over"] == 2


def test_nothing_was_ever_handed_over(company):
	frappe.db.delete("Lead Handover")
	assert "sign one under Lead Definition" in report(company)["message"]


def test_nothing_was_handed_over(company):
	a_handover(a_company(), 5)
	found = report(company)
	assert found["result"] == []
	assert "No lead was handed over to sales in this period." in found["message"]
	backwards = run(REPORT, filters={"from_date": "2026-02-01", "to_date": "2026-01-01"})
	assert backwards["result"] == []
	assert "is after To Date" in backwards["message"]
	unknown = report(company, group_by="Moon")
	assert "not among the choices" in unknown["message"]


def test_random_hand_overs_are_counted_as_one_by_one(company):
	chance = Random(9)
	leads_of = [
		a_bare_lead(company, source=chance.choice(["Fair", "Web", None]), li_stage=chance.choice(STAGES))
		for _number in range(60)
	]
	for _number in range(130):
		status = chance.choice(
			["Waiting", "Accepted", "Accepted", "Refused", "Refused", "Lapsed", "Withdrawn"]
		)
		more = {"in_bulk": int(chance.random() < 0.3)} if status in ("Accepted", "Refused") else {}
		if status == "Refused":
			more["reason"] = chance.choice(["No Fit", "Elsewhere"])
			more["consequence"] = "Disqualify" if more["reason"] == "No Fit" else "Wrong Territory"
		lead, days = chance.choice(leads_of), chance.randrange(0, 390)
		a_handover(company, days, lead=lead, status=status, answered_after=chance.randrange(0, 9), **more)
		if chance.random() < 0.5:
			at = days_ago(days, hour=chance.randrange(24)) + timedelta(days=chance.randrange(-1, 9))
			a_contact(lead, at, chance.choice(["Answer", "Attempt"]))
	for lead in chance.sample(leads_of, 25):
		outcome = chance.choice(["Open", "Converted", "Lost", "Closed"])
		an_opportunity(lead, chance.randrange(0, 390), chance.choice([None, 100, 2500.5]), status=outcome)
	expected = one_by_one(company)
	found = {row["key"]: row for row in report(company)["result"]}
	assert {key: {name: found[key][name] for name in expected[key]} for key in expected} == expected
	for key, figures in expected.items():
		for column, number in figures.items():
			if column in OF_LEADS:
				assert len(behind(company, column, key)) == number, (key, column)


STAGES = ["MQL", "SAL", "SQL", "Nurture", "Disqualified", "Opportunity"]
OF_LEADS = ("leads", "ripe", "converted")


def one_by_one(company):
	"""The figures of each source, and of all, recomputed in another way: with no query that counts."""
	now, limit = getdate(), 5
	sources = dict(
		frappe.get_all("Lead", filters={"company": company}, fields=["name", "source"], as_list=True)
	)
	touches = frappe.get_all("Lead Touch", fields=["lead", "response", "happened_at"])
	rows = frappe.get_all(
		"Lead Handover", filters={"lead": ("in", list(sources))}, fields=["*"], order_by="name"
	)
	deals = frappe.get_all("Opportunity", filters={"party_name": ("in", list(sources))}, fields=["*"])
	found = {}
	for key, of_key in ((f"={source or ''}", source) for source in {*sources.values()}):
		found[key] = counted([row for row in rows if sources[row.lead] == of_key], touches, deals, now, limit)
	found["all"] = counted(rows, touches, deals, now, limit)
	return found


def counted(rows, touches, deals, now, limit):
	figures = Counter()
	for row in rows:
		within = {
			touch.response
			for touch in touches
			if touch.lead == row.lead
			and touch.happened_at >= row.handed_at - timedelta(minutes=5)
			and (touch.happened_at.date() - row.handed_at.date()).days <= limit
		}
		answered_in = row.decided_at and (row.decided_at.date() - row.handed_at.date()).days <= limit
		decided = row.status in ("Accepted", "Refused") and answered_in
		figures["handed_over"] += 1
		figures[{"Accepted": "accepted", "Refused": "refused"}.get(row.status, "")] += 1
		figures["unanswered"] += row.status in ("Waiting", "Lapsed")
		if (now - row.handed_at.date()).days <= limit:
			figures["not_over"] += 1
		elif "Answer" in within or decided:
			figures["worked"] += 1
			figures["in_bulk"] += "Answer" not in within and row.in_bulk
		elif row.status == "Withdrawn" and answered_in:
			figures["taken_back"] += 1
		else:
			figures["tried" if "Attempt" in within else "untouched"] += 1
	for lead in {row.lead for row in rows}:
		mine = [row for row in rows if row.lead == lead]
		ripe = (now - mine[-1].handed_at.date()).days >= 90
		since = min(row.handed_at for row in mine).date()
		of_lead = [deal for deal in deals if deal.party_name == lead and deal.transaction_date >= since]
		figures["leads"] += 1
		figures["ripe"] += ripe
		figures["converted"] += bool(ripe and of_lead)
		figures["opportunities"] += len(of_lead)
		for outcome, name in (("Converted", "won"), ("Lost", "lost")):
			figures[name] += sum(deal.status == outcome for deal in of_lead)
		figures["amount"] += sum(deal.opportunity_amount for deal in of_lead)
	names = (
		"handed_over",
		"accepted",
		"refused",
		"unanswered",
		"not_over",
		"worked",
		"in_bulk",
		"taken_back",
	)
	more = ("tried", "untouched", "leads", "ripe", "converted", "opportunities", "won", "lost", "amount")
	return {name: figures[name] for name in (*names, *more)}


def test_the_figures_take_as_many_statements_for_few_leads_as_for_many(company):
	def statements():
		with counted_queries() as sent:
			shown(REPORT, asked(company))
		return len(sent)

	an_opportunity(accepted(company, 200), 150)
	report(company)
	few = statements()
	for number in range(30):
		an_opportunity(accepted(company, 200, lead_source=f"Source {number}"), 150, status="Lost")
	assert statements() == few <= 20
