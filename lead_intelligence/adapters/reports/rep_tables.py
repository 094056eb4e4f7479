"""The table of Rep Performance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lead_intelligence.adapters.desk_users import full_names
from lead_intelligence.adapters.reports.rep_counts import Load
from lead_intelligence.adapters.reports.rep_team import Team, acceptance
from lead_intelligence.adapters.reports.response_cells import TO_OPPORTUNITY, minutes
from lead_intelligence.adapters.reports.response_groups import named
from lead_intelligence.core.reporting.groups import ALL, Grouping, key_of
from lead_intelligence.core.reporting.rates import rate_cells
from lead_intelligence.core.reporting.result import Card, Chart, Column, Sentence, Series, Shape
from lead_intelligence.core.responding.deals import DealCount
from lead_intelligence.core.responding.rep_remarks import SEVERAL_CURRENCIES
from lead_intelligence.core.responding.reps import ONLY_WON, Taken
from lead_intelligence.core.responding.responses import Responses

_GROUPING = Grouping(label="Rep", of_users=True)
_COLUMNS = (
	Column(name="taken", label="Leads Taken", shape=Shape.COUNT, drill=True),
	Column(name="answered", label="Leads Answered", shape=Shape.COUNT, drill=True),
	Column(name="median_working", label="Median Working Time", shape=Shape.MINUTES),
	Column(name="median_elapsed", label="Median Elapsed Time", shape=Shape.MINUTES),
	Column(name="in_time_rate", label="Answered in Time", shape=Shape.SHARE),
	Column(name="handed", label="Handed Over to Them", shape=Shape.COUNT, drill=True),
	Column(name="accepted", label="Accepted", shape=Shape.COUNT, drill=True),
	Column(name="refused", label="Refused", shape=Shape.COUNT, drill=True),
	Column(name="lapsed", label="Lapsed", shape=Shape.COUNT, drill=True),
	Column(name="acceptance_rate", label="Acceptance Rate", shape=Shape.SHARE),
	*TO_OPPORTUNITY,
	Column(name="won", label="Leads Won", shape=Shape.COUNT, drill=True),
	Column(name="won_rate", label="Conversion to Won", shape=Shape.SHARE),
	Column(name="deals", label="Opportunities Opened", shape=Shape.COUNT, drill=True),
	Column(name="deals_won", label="Opportunities Won", shape=Shape.COUNT, drill=True),
	Column(name="deals_lost", label="Opportunities Lost", shape=Shape.COUNT, drill=True),
	Column(name="win_rate", label="Win Rate", shape=Shape.SHARE),
	Column(name="amount_won", label="Amount Won", shape=Shape.AMOUNT),
	Column(name="open_leads", label="Open Leads Now", shape=Shape.COUNT),
	Column(name="load", label="Load Now", shape=Shape.FACTOR),
	Column(name="capacity", label="Capacity", shape=Shape.FACTOR),
)
_BEFORE = (
	Column(name="taken_before", label="Leads Taken Before", shape=Shape.COUNT),
	Column(name="median_working_before", label="Median Working Time Before", shape=Shape.MINUTES),
	Column(name="opportunity_rate_before", label="Conversion to Opportunity Before", shape=Shape.SHARE),
	Column(name="deals_won_before", label="Opportunities Won Before", shape=Shape.COUNT),
	Column(name="amount_won_before", label="Amount Won Before", shape=Shape.AMOUNT),
)


# Of whom only won leads are known, nobody knows what they lost.
_NO_WIN_RATE = {"win_rate": None, "win_rate_why": ONLY_WON}


def columns(before: Team | None) -> list[Column]:
	return [_GROUPING.column, *_COLUMNS, *(_BEFORE if before else ())]


def lines(team: Team, before: Team | None, loads: Mapping[str, Load], fewest: int) -> list[dict[str, object]]:
	names = full_names(team.users)
	return [
		{
			"key": key_of(user),
			"group": user,
			"group_label": names.get(user, user),
			**_cells(
				team.taken_of(user),
				team.answers_of(user),
				team.handovers_of(user),
				team.deals_of(user),
				fewest,
			),
			"open_leads": loads[user].open_leads,
			"load": loads[user].load,
			"capacity": loads[user].capacity,
			**(
				_before(before.taken_of(user), before.answers_of(user), before.deals_of(user))
				if before
				else {}
			),
		}
		for user in team.users
	]


def last_row(
	team: Team, before: Team | None, rows: Sequence[Mapping[str, object]], fewest: int
) -> dict[str, object]:
	"""Leads that several took count once."""

	def added(name: str) -> float:
		return sum(float(row[name]) for row in rows)  # type: ignore[arg-type]

	return {
		"key": ALL,
		"group": Sentence(text="All"),
		"bold": 1,
		**_cells(team.every, team.all_answers, team.all_handovers, team.all_deals, fewest),
		"open_leads": int(added("open_leads")),
		"load": added("load"),
		"capacity": added("capacity"),
		**(_before(before.every, before.all_answers, before.all_deals) if before else {}),
	}


def _cells(
	taken: Taken, answers: Responses, handovers: Mapping[str, int], deals: DealCount, fewest: int
) -> dict[str, object]:
	undefined = not taken.knows_denominator
	return {
		"taken": taken.leads,
		"answered": answers.answered,
		"median_working": minutes(answers.working and answers.working.median),
		"median_elapsed": minutes(answers.elapsed and answers.elapsed.median),
		**rate_cells("in_time_rate", answers.in_time, fewest),
		"handed": sum(handovers.values()),
		"accepted": handovers.get("Accepted", 0),
		"refused": handovers.get("Refused", 0),
		"lapsed": handovers.get("Lapsed", 0),
		**rate_cells("acceptance_rate", acceptance(handovers), fewest),
		"unripe": taken.unripe > 0,
		"ripe": taken.judged.ripe,
		"opportunities": taken.judged.opportunities,
		**rate_cells("opportunity_rate", taken.opportunities, fewest),
		"won": taken.judged.won,
		**rate_cells("won_rate", taken.won, fewest),
		**({"opportunity_rate_why": ONLY_WON, "won_rate_why": ONLY_WON} if undefined else {}),
		"deals": deals.opened,
		"deals_won": deals.won,
		"deals_lost": deals.lost,
		**(_NO_WIN_RATE if undefined and not deals.lost else rate_cells("win_rate", deals.win_rate, fewest)),
		"amount_won": deals.amount,
		"currency": deals.currency,
		**({"amount_won_why": SEVERAL_CURRENCIES} if len(deals.amounts) > 1 else {}),
	}


def _before(taken: Taken, answers: Responses, deals: DealCount) -> dict[str, object]:
	return {
		"taken_before": taken.leads,
		"median_working_before": minutes(answers.working and answers.working.median),
		"opportunity_rate_before": taken.opportunities.rate,
		"deals_won_before": deals.won,
		"amount_won_before": deals.amount,
	}


def chart(team: Team) -> Chart | None:
	users = team.users
	found = _GROUPING.chart(
		users,
		Series(label="Leads Taken", numbers=[team.taken_of(user).leads for user in users]),
		Series(label="Leads Answered", numbers=[team.answers_of(user).answered for user in users]),
		Series(label="Opportunities Won", numbers=[team.deals_of(user).won for user in users]),
	)
	return found and named(found, full_names(users))


def cards(team: Team, before: Team | None) -> list[Card]:
	working = team.all_answers.working
	earlier = before.all_answers.working if before else None
	deals = team.all_deals
	return [
		Card(
			label="Leads Taken",
			value=team.every.leads,
			shape=Shape.COUNT,
			before=before.every.leads if before else None,
		),
		Card(
			label="Median Working Time",
			value=minutes(working and working.median),
			shape=Shape.MINUTES,
			before=minutes(earlier and earlier.median),
		),
		Card(
			label="Acceptance Rate",
			value=acceptance(team.all_handovers).rate,
			shape=Shape.SHARE,
			before=acceptance(before.all_handovers).rate if before else None,
		),
		Card(
			label="Amount Won",
			value=deals.amount,
			shape=Shape.AMOUNT,
			currency=deals.currency,
			before=before.all_deals.amount if before else None,
		),
	]
