"""What is to be known of the figures of Score Check before they are believed, and how they are computed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from frappe.utils import formatdate

from lead_intelligence.adapters.reports.checked_model import CheckedModel
from lead_intelligence.adapters.reports.score_check_rows import told_of_won_only
from lead_intelligence.core.metrics.conversion import difference_interval
from lead_intelligence.core.reporting.rates import percent
from lead_intelligence.core.reporting.result import Sentence
from lead_intelligence.core.score_check.check import Line, ScoreCheck
from lead_intelligence.core.score_check.choices import Basis, Choices, Show
from lead_intelligence.core.score_check.errors import errors_of, is_told_of_won_only
from lead_intelligence.core.score_check.expectation import ENOUGH, LearnedFrom
from lead_intelligence.core.score_check.grades import band_at

NO_MODEL = Sentence(
	text="No scoring model is live for these leads, so there is no score to check. Choose a Company or a Model.",
	tone="bad",
)
NO_LEADS = Sentence(text="No lead came in in this period. Choose a longer period, or take a filter away.")


def notes_on(
	check: ScoreCheck, model: CheckedModel, choices: Choices, without_score: int, fewest: int
) -> Iterator[Sentence]:
	yield _about_model(model)
	yield from _about_left_out(check, choices, without_score)
	line = check.everyone
	if not line.leads:
		return
	if not line.won or line.won == line.leads:
		yield Sentence(
			text="Of {leads} leads with an outcome, {won} were won: there is nothing to tell apart, so ranking, lift and expectation cannot be judged.",
			values={"leads": line.leads, "won": line.won},
		)
		return
	yield from _about_sureness(check)
	yield from _about_ranking(check)
	yield from _about_grades(check, model)
	if choices.show is Show.ERRORS:
		yield from _about_groups(check, choices.group_by, fewest)


def _about_model(model: CheckedModel) -> Sentence:
	values = {"model": model.title, "version": model.name, "day": formatdate(model.since)}
	if model.is_live:
		return Sentence(
			text="The scores are those of {model} ({version}), which has been live since {day}.",
			values=values,
		)
	return Sentence(
		text="The scores are those of {model} ({version}), which was live from {day} on and is not any more.",
		values=values,
	)


def _about_left_out(check: ScoreCheck, choices: Choices, without_score: int) -> Iterator[Sentence]:
	if without_score and choices.basis is Basis.STORED:
		yield Sentence(
			text="{leads} leads of the period have no score of this version now. They are in no figure.",
			values={"leads": without_score},
		)
	elif without_score:
		yield Sentence(
			text="{leads} leads of the period have no score of this version from before their outcome. They are in no figure. To look at them all the same, choose another Model, or the Score as stored now.",
			values={"leads": without_score},
		)
	if check.everyone.open:
		yield Sentence(
			text="{leads} leads are still open. They are in no rate, and count as lost {days} days after they came in.",
			values={"leads": check.everyone.open, "days": choices.lost_after_days},
		)
	if choices.basis is Basis.STORED:
		yield Sentence(
			text="The scores are those of now: what became known after the outcome is in them, so they may look better than they were.",
			tone="bad",
		)


def _about_sureness(check: ScoreCheck) -> Iterator[Sentence]:
	line = check.everyone
	if min(line.won, line.leads - line.won) < ENOUGH:
		yield Sentence(
			text="Only {won} won and {lost} lost leads are known: all this may be chance. Judge with at least {few} of each.",
			values={"won": line.won, "lost": line.leads - line.won, "few": ENOUGH},
		)
	if check.learned_from is LearnedFrom.NOBODY:
		yield Sentence(
			text="Too few leads were won and lost to learn what to expect of a score: no expected rates."
		)
	elif check.learned_from is LearnedFrom.OTHER_HALF:
		yield Sentence(
			text="Too little is known of leads of the period before: what to expect of a score was learned from every other lead of the period, and checked on the rest."
		)


def _about_ranking(check: ScoreCheck) -> Iterator[Sentence]:
	interval = check.auc_interval
	if interval is None:
		return
	values = {"low": percent(interval.low), "high": percent(interval.high)}
	if interval.low > 0.5:
		yield Sentence(
			text="A won lead has the higher score of two in {low} to {high} % of cases: better than chance (50 %).",
			values=values,
			tone="good",
		)
	elif interval.high < 0.5:
		yield Sentence(
			text="A won lead has the higher score of two in {low} to {high} % of cases: worse than chance (50 %). The model has its points the wrong way round.",
			values=values,
			tone="bad",
		)
	else:
		yield Sentence(
			text="A won lead has the higher score of two in {low} to {high} % of cases: that may be chance (50 %). These figures do not show that the score tells anything.",
			values=values,
		)


def _about_grades(check: ScoreCheck, model: CheckedModel) -> Iterator[Sentence]:
	"""Grades that come out in the wrong order, by more than chance."""
	bands = model.bands
	lines = check.lines(lambda count: band_at(bands, count.points).name)
	known = [(band.name, lines[band.name]) for band in bands if lines.get(band.name, Line()).leads]
	for (better, one), (worse, other) in pairwise(known):
		interval = difference_interval(one.tally, other.tally)
		if interval and interval.high < 0:
			yield Sentence(
				text="Grade {better} was won less often than grade {worse}: {rate} % against {other} %, by more than chance.",
				values={
					"better": better,
					"worse": worse,
					"rate": percent(one.tally.rate or 0),
					"other": percent(other.tally.rate or 0),
				},
				tone="bad",
			)


def _about_groups(check: ScoreCheck, group_by: str, fewest: int) -> Iterator[Sentence]:
	errors = errors_of(check.counts, fewest)
	asked = sum(error.chance is not None for error in errors)
	found = [error for error in errors if error.is_found]
	if is_told_of_won_only(errors):
		yield told_of_won_only(group_by)
	elif not asked:
		yield Sentence(text="No group has enough leads to be judged.")
	elif not found:
		yield Sentence(
			text="In none of {groups} groups was the score wrong by more than chance.",
			values={"groups": asked},
		)
	for error in found[:5]:
		yield Sentence(
			text="{group}: {won} of {leads} leads were won, where leads with the same scores give {expected}. The score misses something here.",
			values={
				"group": error.group or Sentence(text="Not Given"),
				"won": error.tally.won,
				"leads": error.tally.leads,
				"expected": round(error.expected, 1),
			},
			tone="bad",
		)


HOW = (
	Sentence(
		text="Looked at are leads that came in in the period. Won: a customer came of the lead, or an opportunity of it was converted, or its status is Converted, or imported history says so. Lost: its status is Lost Quotation or Do Not Contact, or all its opportunities are lost, or it is older than the chosen days."
	),
	Sentence(
		text="The score before the outcome is the last one that the model gave before the first opportunity or customer; where it is not known when a lead ended, the one of when it came in; for leads that count as lost by age, the last one before that age."
	),
	Sentence(
		text="Conversion rate: won, of all with an outcome; its range holds the true rate with 95 % confidence (Wilson 1927). Lift: that rate over the rate of all."
	),
	Sentence(
		text="Tenths: the leads in the order of their score, the best first, in ten parts. Leads with equal scores stay together, so a part may stand for several tenths. The lift of the best fifth shares out those at its border."
	),
	Sentence(
		text="Expected rate: what leads with such a score came to among those of the period before, which is as long, never falling as the score rises (isotonic regression, Ayer 1955). 'Promise and outcome apart' is how far up to ten bands of leads lie from what was expected of them, on average."
	),
	Sentence(
		text="Ranking quality: take a won and a lost lead at random; how often the won one has the higher score, a tie counting half. 50 % is chance; the range is that of DeLong (1988)."
	),
	Sentence(
		text="Where it is wrong: each group against all leads with the very same scores (Mantel and Haenszel 1959). A group is said to have more or fewer than expected only where that is no chance, with 95 % confidence for all groups together (Holm 1979)."
	),
)
