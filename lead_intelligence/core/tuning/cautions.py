"""What a reader should know before trusting a comparison, one sentence each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..problems import Problem
from .comparison import Comparison

FEW: Final = 30


def cautions_of(comparison: Comparison) -> list[Problem]:
	return [*_about_leads(comparison), *_about_outcomes(comparison)]


def _about_leads(comparison: Comparison) -> Iterator[Problem]:
	seen = comparison.seen
	if seen.failed:
		message = "{failed} leads could not be scored. They are in no figure here; the error log says why."
		yield Problem(message=message, values={"failed": seen.failed})
	elif not seen.leads:
		yield Problem(
			message="There is no past lead to try the model on, so nothing can be said about it yet. Come back when there are leads."
		)


def _about_outcomes(comparison: Comparison) -> Iterator[Problem]:
	seen, judged = comparison.seen, comparison.seen.judged.outcome
	if not seen.leads:
		return
	if not seen.known:
		yield Problem(
			message="No lead has a known outcome: nothing can be said about conversion, lift or ranking yet. The changes of grades are right all the same."
		)
	elif not seen.newer:
		yield Problem(
			message="No lead was created since the chosen day: nothing can be said about conversion, lift or ranking. Choose an earlier day."
		)
	elif not judged.leads:
		message = "None of the {newer} newer leads has a known outcome: nothing can be said about conversion, lift or ranking. Choose an earlier day."
		yield Problem(message=message, values={"newer": seen.newer})
	elif not judged.lost:
		message = "All {leads} leads with a known outcome were won: there is nothing to tell apart, so ranking and calibration cannot be judged."
		yield Problem(message=message, values={"leads": judged.leads})
	elif not judged.won:
		message = "None of the {leads} leads with a known outcome was won: conversion, lift and ranking cannot be judged."
		yield Problem(message=message, values={"leads": judged.leads})
	elif min(judged.won, judged.lost) < FEW:
		message = "Only {won} won and {lost} lost leads are known: the figures on outcomes may be chance. Read their ranges, and judge with at least {few} of each."
		yield Problem(message=message, values={"won": judged.won, "lost": judged.lost, "few": FEW})
	if not comparison.new.learns_from_older and comparison.new.calibration():
		yield Problem(
			message="Too little is known of older leads to learn from: what to expect of a score was learned from every other judged lead and checked on the rest."
		)
