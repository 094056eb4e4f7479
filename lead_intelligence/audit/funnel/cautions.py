"""What a reader of the figures should know before trusting them, one sentence each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .figures import FEWEST_CASES
from .layout import Kind, Layout
from .pass_over import PassResult

Data = Mapping[str, Any]
_PAIRS_SHOWN = 3


def cautions_of(summary: Data, result: PassResult, layout: Layout) -> list[str]:
	return [
		*_about_the_ladder(summary),
		*_about_rows(summary, layout),
		*_about_times(summary),
		*_about_moments(summary),
		*_about_ripeness(summary),
		*_about_groups(summary, result, layout),
	]


def _about_the_ladder(summary: Data) -> Iterator[str]:
	if summary["order_of_stages"] == "found in the dates" and len(summary["stages"]) > 1:
		order = ", ".join(stage["stage"] for stage in summary["stages"])
		yield f"The order of the stages was found in the dates: {order}. --stages names another."
	kinds = {"exclusive": _exclusive, "mostly skipped": _skipped, "backwards": _backwards}
	for kind, sentence in kinds.items():
		doubts = [doubt for doubt in summary["doubts"] if doubt["doubt"] == kind]
		if doubts:
			yield sentence(doubts[0], len(doubts) - 1)
	if any(doubt["doubt"] == "exclusive" for doubt in summary["doubts"]):
		yield (
			"Where stages exclude each other, 'reached' counts cases for stages to which they never came. The column 'came' is "
			"exact for each stage by itself; --stages names those that follow one another, --lost those that end without success."
		)
	if summary["outcomes"]["won_and_lost"]:
		number = summary["outcomes"]["won_and_lost"]
		yield f"{_cases(number)} came both to the won and to a lost stage, and {_are(number)} counted as won."
	for stage in summary["stages"]:
		if not stage["came"]:
			yield f"No case came to '{stage['stage']}'."


def _exclusive(doubt: Data, more: int) -> str:
	return (
		f"'{doubt['stage']}' and '{doubt['other']}' may not be stages of one ladder: {doubt['of']:,} cases came to one of them, "
		f"and none to both{_and_more(more)}."
	)


def _skipped(doubt: Data, more: int) -> str:
	return (
		f"Most cases that came further than '{doubt['stage']}' never came to it ({doubt['cases']:,} of {doubt['of']:,} that "
		f"reached it skipped it){_and_more(more)}."
	)


def _backwards(doubt: Data, more: int) -> str:
	return (
		f"'{doubt['other']}' mostly comes before '{doubt['stage']}' ({doubt['cases']:,} of {doubt['of']:,} cases that have both"
		f"){_and_more(more)}: the order may be wrong. --stages names another."
	)


def _and_more(more: int) -> str:
	return f"; so for {more:,} more" if more else ""


def _about_rows(summary: Data, layout: Layout) -> Iterator[str]:
	rows = summary["rows"]
	if layout.kind is Kind.WIDE:
		if layout.id is None:
			yield "The file has no column that is known to hold an ID (--id names one); each row counts as a case."
		repeated = summary["repeated_ids"]
		if repeated and repeated["rows"]:
			examples = "; ".join(
				f"{one['id']} in lines {' and '.join(map(str, one['lines']))}" for one in repeated["examples"]
			)
			yield f"{_rows(repeated['rows'])} with the ID of a row above; each counts as a case: {examples}."
		if layout.passed_over:
			named = ", ".join(f"'{name}'" for name in layout.passed_over)
			yield f"Not taken for stages, though they hold dates: {named}. --stages names the stages."
	if rows["without_id"]:
		yield f"{_rows(rows['without_id'])} without an ID; each counts as a case."
	if rows["repeated_stages"]:
		yield (
			f"{_rows(rows['repeated_stages'])} that bring a case again to a stage to which it had come; the first moment counts."
		)
	if rows["undated"]:
		yield f"{_rows(rows['undated'])} without a moment; the case has come to the stage, but nothing of it is timed."
	if rows["of_other_stages"]:
		names = ", ".join(one["stage"] for one in rows["other_stages"][:5])
		yield f"{_rows(rows['of_other_stages'])} of stages that were not named, and left out: {names}{_dots(rows)}."
	none = summary["cases"]["all"] - summary["cases"]["with_a_stage"]
	if none:
		yield f"{_cases(none)} came to none of the stages; they are part of 'of all' and of no other rate."
	if rows["cases_of_several_amounts"]:
		number = rows["cases_of_several_amounts"]
		yield f"{_cases(number)} {_have(number)} several amounts; that of the latest row counts."
	if rows["unreadable_amounts"]:
		yield f"{_rows(rows['unreadable_amounts'])} with an amount that cannot be read; it is in no sum."


def _dots(rows: Data) -> str:
	return " …" if len(rows["other_stages"]) > 5 else ""


def _about_times(summary: Data) -> Iterator[str]:
	"""Pairs with most such cases first."""
	negative = [
		time for time in summary["times"] if time["elapsed_days"] and time["elapsed_days"]["negative"]
	]
	negative.sort(key=lambda time: -time["elapsed_days"]["negative"])
	if negative:
		pairs = "; ".join(
			f"{_cases(time['elapsed_days']['negative'])} came to '{time['to']}' before '{time['from']}'"
			for time in negative[:_PAIRS_SHOWN]
		)
		more = f"; so in {len(negative) - _PAIRS_SHOWN:,} more pairs" if len(negative) > _PAIRS_SHOWN else ""
		yield f"{pairs}{more}. Negative times are part of all figures of times."


def _about_moments(summary: Data) -> Iterator[str]:
	moments, zone = summary["moments"], summary["time_zone"]
	if moments["with_offset"] and moments["without_offset"]:
		yield (
			f"Of {moments['with_offset'] + moments['without_offset']:,} moments {moments['without_offset']:,} have no offset from "
			f"UTC and are read in {zone or 'UTC'}, the others as they say."
		)
	if (
		moments["without_time"]
		and moments["without_time"] < moments["with_offset"] + moments["without_offset"]
	):
		yield (
			f"{moments['without_time']:,} moments have no time of day and are taken for 00:00; their elapsed times are less "
			"exact than their calendar days."
		)
	for key, verb in (("in_repeated_hour", "show twice"), ("in_skipped_hour", "skip")):
		if moments[key]:
			yield f"{moments[key]:,} moments lie in an hour that the clocks of {zone} {verb}."


def _about_ripeness(summary: Data) -> Iterator[str]:
	unripe = [row for row in summary["cohorts"]["rows"] if not row["is_ripe"]]
	if unripe:
		by = summary["cohorts"]["by"]
		yield (
			f"{len(unripe):,} {by if len(unripe) == 1 else by + 's'} (since {unripe[0]['cohort']}) {_are(len(unripe))} not ripe: some "
			f"cases entered less than {summary['ripe_days']} days before {summary['as_of']}, and what has not become of them yet is "
			"not lost."
		)
	truncated = [row for row in summary["cohorts"]["rows"] if row["is_truncated"]]
	if truncated:
		won = summary["outcomes"]["won_stage"]
		yield (
			f"No case came to '{won}' before {summary['cohorts']['won_since']}, though many entered long before: earlier sales seem to be "
			f"missing, alone or with their cases, and the conversions of {truncated[0]['cohort']} to {truncated[-1]['cohort']} mean little."
		)
	undated = summary["cases"]["with_a_stage"] - sum(row["cases"] for row in summary["cohorts"]["rows"])
	if undated > 0:
		yield f"{_cases(undated)} {_are(undated)} in no cohort, for no day of {_theirs(undated)} is known."


def _about_groups(summary: Data, result: PassResult, layout: Layout) -> Iterator[str]:
	groups = summary["groups"]
	if not groups:
		return
	if groups["known_from"]:
		yield (
			f"'{layout.group_by}' is known only of cases that reached '{groups['known_from']}'. How many others there were is not, so "
			"no conversion per group exists."
		)
	elif groups["known_of_closed_only"]:
		yield f"'{layout.group_by}' is known only of won and lost cases, so only shares of these exist per group."
	if result.several_values:
		number = result.several_values
		yield f"{_cases(number)} {_have(number)} several values of '{layout.group_by}'; that of the earliest row counts."
	few = sum(1 for row in groups["rows"] if row["cases"] < FEWEST_CASES)
	if few:
		yield f"{few:,} of {len(groups['rows']):,} groups have fewer than {FEWEST_CASES} cases; their rates say little."


def _cases(number: int) -> str:
	return f"{number:,} {'case' if number == 1 else 'cases'}"


def _rows(number: int) -> str:
	return f"There {'is 1 row' if number == 1 else f'are {number:,} rows'}"


def _are(number: int) -> str:
	return "is" if number == 1 else "are"


def _have(number: int) -> str:
	return "has" if number == 1 else "have"


def _theirs(number: int) -> str:
	return "it" if number == 1 else "them"
