"""What the report Score Check says of leads that were scored and then won or lost."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

import frappe
import pytest
from frappe.utils import add_to_date, now_datetime

from lead_intelligence.adapters.outcomes import outcomes_of
from lead_intelligence.adapters.reports.shown import script_report
from lead_intelligence.core.history.journey import EntryKind
from lead_intelligence.core.score_check.choices import Basis, Show
from lead_intelligence.core.tuning.outcome import LOST_STATUS, WON_STATUS, Outcome, Signs, outcome_of
from tests.bench.people import MANAGER, MARKETING, REP
from tests.site.builders import a_draft, a_live_model, rule
from tests.site.report_builders import a_company
from tests.site.scored_leads import (
	a_customer,
	a_fact,
	a_scored_company,
	a_scored_lead,
	an_opportunity,
	checked,
	leads_behind,
	many_leads,
	row,
	sentences,
	some_leads,
)

MARCH, APRIL, MAY = "2025-03-01 09:00:00", "2025-04-01 09:00:00", "2025-05-01 09:00:00"


def judged(company: str, **values) -> dict[str, tuple[int, int]]:
	"""By grade, leads with an outcome and those that were won."""
	return {row["part"]: (row["leads"], row["won"]) for row in checked(company, **values).rows[:-1]}


def test_a_score_counts_as_it_was_before_the_outcome():
	company, model = a_scored_company()
	early, late = (MARCH, 10), (MAY, 90)
	an_opportunity(a_scored_lead(company, model, early, late), "Converted", APRIL)
	a_customer(a_scored_lead(company, model, early, late), APRIL)
	an_opportunity(a_scored_lead(company, model, early, late), "Lost", APRIL)
	an_opportunity(a_scored_lead(company, model, early, late), "Converted", "2025-06-01")

	assert judged(company) == {"Hot": (1, 1), "Cold": (3, 2)}
	assert judged(company, basis="When It Came In") == {"Hot": (0, 0), "Cold": (4, 3)}


def test_where_nobody_knows_when_a_lead_ended_its_first_score_counts():
	company, model = a_scored_company()
	for status in ("Converted", "Do Not Contact"):
		a_scored_lead(company, model, (MARCH, 10), (APRIL, 90), status=status)

	assert judged(company) == {"Hot": (0, 0), "Cold": (2, 1)}


def test_a_lead_that_is_lost_by_age_counts_with_the_last_score_before_that_age():
	company, model = a_scored_company()
	a_scored_lead(company, model, (MARCH, 10), (APRIL, 90))

	assert judged(company, lost_after_days=180) == {"Hot": (1, 0), "Cold": (0, 0)}
	assert judged(company, lost_after_days=20) == {"Hot": (0, 0), "Cold": (1, 0)}


def test_a_younger_lead_is_still_open_and_in_no_rate():
	company, model = a_scored_company()
	created = add_to_date(now_datetime(), days=-10, as_string=True)
	a_scored_lead(company, model, (created, 90), created=created)
	days = {"from_date": created[:10], "to_date": str(now_datetime())[:10]}

	hot = row(checked(company, **days), "Hot")

	assert (hot["leads"], hot["open"], hot["rate"]) == (0, 1, None)
	assert "1 leads are still open. They are in no rate, and count as lost 180 days after they came in." in (
		sentences(checked(company, **days))
	)


def test_the_score_as_it_is_stored_counts_where_that_is_asked_for_and_is_warned_of():
	company, model = a_scored_company()
	a_scored_lead(company, model, (MARCH, 10), status="Converted", li_points=90, li_scoring_model=model)
	a_scored_lead(company, model, (MARCH, 10), status="Converted", li_points=90, li_scoring_model="other")

	result = checked(company, basis="As Stored Now")

	assert (row(result, "Hot")["leads"], row(result, "Cold")["leads"]) == (1, 0)
	assert any(note.startswith("The scores are those of now") for note in sentences(result))
	assert "1 leads of the period have no score of this version now. They are in no figure." in sentences(
		result
	)


def test_imported_history_says_how_a_lead_ended():
	company, model = a_scored_company()
	for outcome in ("Won", "Lost", "Open"):
		a_fact(a_scored_lead(company, model, (MARCH, 90), (MAY, 10)), outcome, APRIL)
	a_fact(a_scored_lead(company, model, (MARCH, 90), (MAY, 10)), "Won", None, APRIL)

	# What was opened and never closed is lost by now, by its age.
	assert judged(company) == {"Hot": (4, 2), "Cold": (0, 0)}


def test_scores_of_other_versions_are_in_no_figure_and_that_is_said():
	company, model = a_scored_company()
	a_scored_lead(company, model, (MARCH, 90), status="Converted")
	a_scored_lead(company, "an earlier one", (MARCH, 90), status="Converted")
	a_scored_lead(company, model, status="Converted")

	result = checked(company)

	assert row(result, "All")["leads"] == 1
	assert any(
		note.startswith("2 leads of the period have no score of this version from before their outcome.")
		for note in sentences(result)
	)


def expected_of(lead: str, model: str, basis: Basis, now: datetime) -> tuple[bool | None, int | None]:
	"""Worked out lead by lead, from the rule for outcomes of the domain."""
	stored = frappe.db.get_value(
		"Lead", lead, ["creation", "status", "li_points", "li_scoring_model"], as_dict=True
	)
	made = frappe.get_all(
		"Opportunity", filters={"party_name": lead}, fields=["status", "creation"], as_list=True
	)
	facts = frappe.get_all(
		"Lead History Fact", filters={"lead": lead}, fields=["outcome", "at"], as_list=True
	)
	status_of = {"Won": "Converted", "Lost": "Lost", "Open": "Open"}
	customers = frappe.get_all("Customer", filters={"lead_name": lead}, pluck="creation")
	outcome = outcome_of(
		Signs(
			created=stored.creation,
			status=stored.status,
			customer_at=min(customers) if customers else None,
			opportunities=(*made, *((status_of[outcome], at) for outcome, at in facts)),
		),
		now,
		timedelta(days=180),
	)
	if basis is Basis.STORED:
		return outcome.won, stored.li_points if stored.li_scoring_model == model else None
	return outcome.won, _points(lead, model, basis, outcome, stored, now)


def _points(lead, model, basis, outcome: Outcome, stored, now) -> int | None:
	until = outcome.until
	if until is None:
		ended = stored.status in WON_STATUS | LOST_STATUS
		until = stored.creation + timedelta(minutes=5) if ended else now
	rows = frappe.get_all(
		"Lead Journey Entry",
		filters={
			"lead": lead,
			"model": model,
			"kind": ("in", [kind.value for kind in EntryKind]),
			"at": ("<=", until),
		},
		pluck="points_after",
		order_by="name",
	)
	if not rows:
		return None
	return rows[0] if basis is Basis.FIRST else rows[-1]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("basis", list(Basis))
def test_every_figure_and_the_leads_behind_it_are_those_of_looking_at_each_lead(basis, seed):
	company, model = a_scored_company()
	names = some_leads(company, model, Random(seed), 80)
	now = now_datetime()
	ends = {lead: expected_of(lead, model, basis, now) for lead in names}
	scored = {lead: end for lead, end in ends.items() if end[1] is not None}
	assert {True, False} <= {won for won, _points in scored.values()}
	created = {lead: frappe.db.get_value("Lead", lead, "creation") for lead in names}
	source = {lead: frappe.db.get_value("Lead", lead, "source") or "" for lead in names}

	def inside(show: Show, key: str) -> set[str]:
		kind, _colon, rest = key.partition(":")
		if kind == "all":
			return set(scored)
		if kind == "points":
			low, below = (int(bound) if bound else None for bound in rest.split(":"))
			return {
				lead
				for lead, (_won, points) in scored.items()
				if (low is None or points >= low) and (below is None or points < below)
			}
		if kind == "quarter":
			return {
				lead for lead in scored if f"{created[lead].year}-Q{(created[lead].month + 2) // 3}" == rest
			}
		return {lead for lead in scored if source[lead] == rest}

	for show in Show:
		values = {"show": show.value, "basis": basis.value, "group_by": "Source"}
		result = checked(company, **values)
		script_report(result)
		wanted = set()
		for one in result.rows:
			mine = inside(show, one["key"])
			wanted |= mine if one["key"] != "all" else set()
			sets = {
				"leads": {lead for lead in mine if scored[lead][0] is not None},
				"won": {lead for lead in mine if scored[lead][0] is True},
				"open": {lead for lead in mine if scored[lead][0] is None},
				"best_lost": {lead for lead in mine if scored[lead][0] is False and scored[lead][1] >= 20},
				"worst_won": {lead for lead in mine if scored[lead][0] is True and scored[lead][1] < 20},
			}
			for column in result.columns:
				if column.drill:
					assert one[column.name] == len(sets[column.name]), (show, one["key"], column.name)
					assert leads_behind(company, one["key"], column.name, **values) == sets[column.name]
			if sets["leads"]:
				assert one["rate"] == pytest.approx(len(sets["won"]) / len(sets["leads"]))
			else:
				assert one["rate"] is None
		assert wanted == set(scored)


def test_the_outcomes_are_those_of_previews_where_no_history_was_imported():
	company, model = a_scored_company()
	names = [
		name
		for name in some_leads(company, model, Random(11), 40)
		if not frappe.db.exists("Lead History Fact", {"lead": name})
	]
	stored = frappe.get_all(
		"Lead",
		filters={"name": ("in", names)},
		fields=["name", "creation as created", "status"],
		order_by="name",
	)
	outcomes = outcomes_of(stored, now_datetime(), timedelta(days=180))
	won = leads_behind(company, "all", "won") | leads_behind(company, "all", "leads")

	for lead in won & set(names):
		assert (lead in leads_behind(company, "all", "won")) is outcomes[lead].won


def test_a_group_that_the_score_misjudges_is_named_and_others_are_not():
	company, model = a_scored_company()
	many_leads(company, model, [(30, True, 25), (30, False, 5)], source="Advertisement")
	many_leads(company, model, [(30, True, 15), (30, False, 45), (10, False, 30)], source="Campaign")

	result = checked(company, show="Where It Is Wrong", group_by="Source")

	assert row(result, "Advertisement")["verdict"].text == "more than expected"
	assert (
		"Advertisement: 25 of 30 leads were won, where leads with the same scores give 13.3. The score misses something here."
		in sentences(result)
	)
	by_owner = checked(company, show="Where It Is Wrong", group_by="Lead Owner")
	assert not any("The score misses" in sentence for sentence in sentences(by_owner))


def test_where_only_won_leads_have_an_owner_no_rate_of_an_owner_is_printed():
	company, model = a_scored_company()
	many_leads(company, model, [(30, True, 25)], lead_owner=REP.user)
	many_leads(company, model, [(30, False, 45)])

	result = checked(company, show="Where It Is Wrong", group_by="Lead Owner")

	sentence = "Lead Owner: known only of leads that were won. Of how many these are, nobody knows, so there is no rate."
	assert sentence in sentences(result)
	assert (row(result, REP.user)["won"], row(result, REP.user)["rate"]) == (25, None)
	assert row(result, REP.user)["rate_why"].text.startswith("{what}: known only of leads that were won")


def test_families_hold_the_leads_of_their_sources_and_the_rest_stands_apart():
	company, model = a_scored_company()
	profile = frappe.get_all(
		"Lead Source Profile",
		filters={"disabled": 0, "medium": ("is", "not set")},
		fields=["source", "family"],
	)[0]
	many_leads(company, model, [(30, True, 2), (30, False, 1)], source=profile.source)
	many_leads(company, model, [(10, True, 1)], source="Nobody knows this one")
	many_leads(company, model, [(10, False, 1)])
	values = {"show": "Where It Is Wrong", "group_by": "Family of Origin"}

	result = checked(company, **values)

	assert row(result, profile.family)["leads"] == 3
	assert row(result, "Not Given")["leads"] == 2
	assert len(leads_behind(company, f"group:{profile.family}", "leads", **values)) == 3
	assert len(leads_behind(company, "group:", "leads", **values)) == 2


def test_five_thousand_campaigns_are_not_drawn_one_by_one_and_none_is_lost():
	company, model = a_scored_company()
	lead = a_scored_lead(company, model, (MARCH, 30), status="Converted")
	pattern = frappe.db.get_value("Lead", lead, "*", as_dict=True)
	columns = list(pattern)
	rows = [
		{**pattern, "name": f"{lead}-{number}", "campaign_name": f"Campaign {number:04}"}
		for number in range(5000)
	]
	frappe.db.bulk_insert("Lead", columns, [tuple(one[name] for name in columns) for one in rows])
	journey = frappe.db.get_value("Lead Journey Entry", {"lead": lead}, "*", as_dict=True)
	columns = list(journey)
	entries = [
		{**journey, "name": int(journey.name) + 10_000_000 + place, "lead": one["name"]}
		for place, one in enumerate(rows)
	]
	frappe.db.bulk_insert(
		"Lead Journey Entry", columns, [tuple(one[name] for name in columns) for one in entries]
	)

	result = checked(company, show="Where It Is Wrong", group_by="Campaign")

	assert len(result.rows) == 502
	assert sum(one["leads"] for one in result.rows[:-1]) == result.rows[-1]["leads"] == 5001
	assert result.rows[-2]["part"].values == {"many": 4501}


def test_the_best_grade_that_does_worse_is_called_out():
	company, model = a_scored_company()
	many_leads(company, model, [(30, True, 2), (30, False, 38), (10, True, 20), (10, False, 20)])

	result = checked(company)

	assert (
		"Grade Hot was won less often than grade Cold: 5 % against 50 %, by more than chance."
		in sentences(result)
	)
	assert any("worse than chance" in sentence for sentence in sentences(result))


def test_a_score_that_says_nothing_is_said_to_say_nothing():
	company, model = a_scored_company()
	# So many that each of the halves, into which they fall by chance, has enough of both.
	many_leads(company, model, [(points, won, 80) for points in (10, 30) for won in (True, False)])

	result = checked(company)

	assert any("that may be chance" in sentence for sentence in sentences(result))
	assert row(result, "Hot")["verdict"].text == "as expected, as far as can be told"


def test_what_is_expected_is_learned_from_the_leads_of_before():
	company, model = a_scored_company()
	before = {"created": "2024-03-01 09:00:00"}
	many_leads(company, model, [(30, True, 30), (30, False, 10), (10, True, 0), (10, False, 30)])
	for points, won, many in [(30, True, 30), (30, False, 30), (10, True, 5), (10, False, 25)]:
		for _number in range(many):
			status = "Converted" if won else "Do Not Contact"
			a_scored_lead(company, model, (before["created"], points), status=status, **before)

	result = checked(company)

	assert row(result, "Hot")["expected"] == pytest.approx(0.5)
	assert row(result, "Cold")["expected"] == pytest.approx(5 / 30)
	assert row(result, "Hot")["verdict"].text == "more than expected"
	compared = checked(company, compare=1)
	cards = {card.label: (card.value, card.before) for card in compared.cards}
	assert cards["Leads with an Outcome"] == (70, 90)
	assert cards["Conversion Rate"] == (pytest.approx(30 / 70), pytest.approx(35 / 90))
	assert row(compared, "Hot")["expected"] == pytest.approx(0.5)


def test_quarters_that_are_too_young_are_marked():
	company, model = a_scored_company()
	now = now_datetime()
	for created in (now - timedelta(days=5), now - timedelta(days=500)):
		a_scored_lead(company, model, (created, 30), created=str(created), status="Converted")
	days = {"from_date": str(now - timedelta(days=600))[:10], "to_date": str(now)[:10]}

	result = checked(company, show="Over Time", **days)

	assert [one["unripe"] for one in result.rows[:-1]] == [False, True]


def test_whose_leads_they_are_decides_who_sees_their_figures(signed_in_as):
	company, model = a_scored_company()
	a_scored_lead(company, model, (MARCH, 30), status="Converted", lead_owner=REP.user)
	shared = a_scored_lead(company, model, (MARCH, 10), status="Converted", lead_owner=MANAGER.user)
	frappe.share.add("Lead", shared, REP.user, notify=0)
	a_scored_lead(company, model, (MARCH, 10), status="Converted", lead_owner=MANAGER.user)

	with signed_in_as(REP.user):
		assert row(checked(company), "All")["leads"] == 2
		assert shared in leads_behind(company, "all", "won")
	for person in (MANAGER, MARKETING):
		with signed_in_as(person.user):
			assert row(checked(company), "All")["leads"] == 3


def test_without_a_company_the_leads_are_those_of_the_model():
	company, model = a_scored_company()
	a_scored_lead(company, model, (MARCH, 30), status="Converted")
	other = a_company()
	a_scored_lead(other, model, (MARCH, 30), status="Converted")

	result = checked(model=model)

	assert row(result, "All")["leads"] == 1
	assert f"These are leads of {company}, whose model this is. Choose another Company for others." in (
		sentences(result)
	)


def test_a_version_that_is_retired_can_still_be_checked():
	company, model = a_scored_company()
	a_scored_lead(company, model, (MARCH, 30), status="Converted")
	later = a_live_model(rule("job_title", "is", "CEO"), company=company)

	assert row(checked(company), "All")["leads"] == 0
	retired = checked(company, model=model)
	assert row(retired, "All")["leads"] == 1
	assert any("is not any more" in sentence for sentence in sentences(retired))
	assert any(f"({later.name}), which has been live since" in note for note in sentences(checked(company)))


def test_what_was_never_live_cannot_be_checked():
	company, _model = a_scored_company()
	draft = a_draft(rule("job_title", "is", "CEO"), company=company)

	for name in (draft.name, "Nothing <b>"):
		with pytest.raises(frappe.ValidationError, match="no version of a scoring model that has been live"):
			checked(company, model=name)


def test_what_cannot_be_understood_is_refused_by_its_name():
	with pytest.raises(frappe.ValidationError, match="Lost after Days: Enter a whole number of days"):
		checked(lost_after_days="soon")


def test_without_a_model_and_without_leads_there_is_a_sentence_and_no_figure():
	company = a_company()

	assert (checked(company).rows, sentences(checked(company))) == (
		(),
		[
			"No scoring model is live for these leads, so there is no score to check. Choose a Company or a Model."
		],
	)
	company, _model = a_scored_company()
	assert (checked(company).rows, sentences(checked(company))) == (
		(),
		["No lead came in in this period. Choose a longer period, or take a filter away."],
	)
	assert leads_behind(a_company(), "all", "leads") == set()


@pytest.mark.parametrize("ends", [[True], [False], [True, True], []])
def test_one_lead_or_one_sort_of_end_is_told_without_a_ranking(ends):
	company, model = a_scored_company()
	for won in ends:
		many_leads(company, model, [(30, won, 1)])
	if not ends:
		a_scored_lead(company, "another version", status="Converted")

	for show in Show:
		result = checked(company, show=show.value)
		script_report(result)
		assert {card.label: card.value for card in result.cards}["Ranking Quality (ROC AUC)"] is None


def test_the_report_reads_and_writes_nothing():
	company, model = a_scored_company()
	some_leads(company, model, Random(5), 10)
	statements = []
	sql = frappe.db.sql
	frappe.db.sql = lambda query, *args, **kwargs: (
		statements.append(str(query)),
		sql(query, *args, **kwargs),
	)[1]
	try:
		checked(company)
	finally:
		frappe.db.sql = sql

	assert all(statement.lstrip("( ").lower().startswith("select") for statement in statements)
	assert not any("for update" in statement.lower() for statement in statements)
