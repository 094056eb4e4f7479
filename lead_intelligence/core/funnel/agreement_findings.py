"""What the figures of the agreement say: whether leads that sales does not work are poor or neglected, and what it means when many are
accepted and few become opportunities. Nothing is said of too few cases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from ..reporting.rates import percent
from ..reporting.result import Sentence
from .handed_leads import LeadCount
from .handovers import HandoverCount, Treatment

MANY_REFUSED: Final = 1 / 3
"""From this share of the answered on, refusals for what the lead is are a matter of the leads."""
LEFT_ALONE: Final = 1 / 2
"""From this share of the unworked on, those that nobody touched are a matter of sales."""
HIGH_ACCEPTANCE: Final = 0.8
FEW_OPPORTUNITIES: Final = 0.2


class Finding(str, Enum):
	"""What is to be looked at first."""

	TOO_FEW = "Too Few Cases"
	IN_ORDER = "In Order"
	QUALITY = "Lead Quality"
	NEGLECT = "Neglect"
	QUALITY_AND_NEGLECT = "Lead Quality and Neglect"
	NOT_REACHED = "Leads Not Reached"
	EASY_ACCEPTANCE = "Accepted Too Easily"
	NO_FOLLOW_UP = "No Follow-Up"
	NO_OPPORTUNITIES = "Qualified without Opportunity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
	"""`alarm`: the treatment rate, from 0 to 1, below which something is wrong. `fewest`: as many cases a figure is to have to say
	something. `days`: within which a hand-over is to be worked."""

	alarm: float
	fewest: int
	days: int

	def is_enough(self, cases: int) -> bool:
		return cases >= max(self.fewest, 1)


def finding(handovers: HandoverCount, leads: LeadCount, bar: Bar) -> Finding:
	"""Treatment comes first, then acceptance, then what comes of the accepted leads."""
	return _of_treatment(handovers, bar) or _of_acceptance(handovers, leads, bar) or _else(handovers, bar)


def findings(handovers: HandoverCount, leads: LeadCount, bar: Bar) -> tuple[Sentence, ...]:
	"""The sentences, the most important first."""
	return tuple(_sentences(handovers, leads, bar))


def is_alarming(handovers: HandoverCount, bar: Bar) -> bool:
	"""Whether the treatment rate is too low, however few cases it is of."""
	rate = handovers.treatment.rate
	return rate is not None and rate < bar.alarm


def _of_treatment(handovers: HandoverCount, bar: Bar) -> Finding | None:
	if not is_alarming(handovers, bar) or not bar.is_enough(handovers.treatment.leads):
		return None
	if _many_refused(handovers, bar):
		return Finding.QUALITY_AND_NEGLECT if _left_alone(handovers) else Finding.QUALITY
	return Finding.NEGLECT if _left_alone(handovers) else Finding.NOT_REACHED


def _of_acceptance(handovers: HandoverCount, leads: LeadCount, bar: Bar) -> Finding | None:
	if _many_refused(handovers, bar):
		return Finding.QUALITY
	return _lacking(leads) if _much_accepted_for_little(handovers, leads, bar) else None


def _lacking(leads: LeadCount) -> Finding:
	"""By where most of the accepted leads without an opportunity are."""
	if leads.dropped >= max(leads.left, leads.qualified):
		return Finding.EASY_ACCEPTANCE
	return Finding.NO_FOLLOW_UP if leads.left >= leads.qualified else Finding.NO_OPPORTUNITIES


def _else(handovers: HandoverCount, bar: Bar) -> Finding:
	return Finding.IN_ORDER if bar.is_enough(handovers.treatment.leads) else Finding.TOO_FEW


def _many_refused(handovers: HandoverCount, bar: Bar) -> bool:
	answered = handovers.acceptance.leads
	return bar.is_enough(answered) and handovers.about_the_lead >= MANY_REFUSED * answered


def _left_alone(handovers: HandoverCount) -> bool:
	untouched, tried = (handovers.by_treatment[one] for one in (Treatment.UNTOUCHED, Treatment.TRIED))
	return untouched >= LEFT_ALONE * (untouched + tried)


def _much_accepted_for_little(handovers: HandoverCount, leads: LeadCount, bar: Bar) -> bool:
	acceptance, conversion = handovers.acceptance, leads.conversion_of_accepted
	if not bar.is_enough(min(acceptance.leads, conversion.leads)):
		return False
	accepts_most = acceptance.won >= HIGH_ACCEPTANCE * acceptance.leads
	return accepts_most and conversion.won < FEW_OPPORTUNITIES * conversion.leads


def _sentences(handovers: HandoverCount, leads: LeadCount, bar: Bar) -> Iterator[Sentence]:
	due = handovers.treatment
	if not bar.is_enough(due.leads):
		yield Sentence(
			text="Only {due} hand-overs can be judged. From {fewest} on, their figures say whether leads are poor or neglected.",
			values={"due": due.leads, "fewest": bar.fewest},
		)
	elif due.rate is not None and due.rate >= bar.alarm:
		yield _is_in_order(handovers, bar)
	else:
		yield _is_low(handovers, bar)
		yield _points_to(handovers, bar)
	if not is_alarming(handovers, bar) and _many_refused(handovers, bar):
		yield Sentence(
			text="Sales works the leads and refuses {refused} of the {answered} that it answered for what they are: look at what makes a lead an MQL.",
			values={"refused": handovers.about_the_lead, "answered": handovers.acceptance.leads},
			tone="bad",
		)
	yield from _in_bulk(handovers, bar)
	if _much_accepted_for_little(handovers, leads, bar):
		yield _accepted_for_little(handovers, leads)


def _is_in_order(handovers: HandoverCount, bar: Bar) -> Sentence:
	due = handovers.treatment
	return Sentence(
		text="Sales has worked {worked} of {due} hand-overs within {days} days: {rate} %, which is not below the agreed {alarm} %.",
		values={
			"worked": due.won,
			"due": due.leads,
			"days": bar.days,
			"rate": percent(due.rate or 0),
			"alarm": percent(bar.alarm),
		},
		tone="good",
	)


def _is_low(handovers: HandoverCount, bar: Bar) -> Sentence:
	due = handovers.treatment
	return Sentence(
		text="Alarm: sales has worked {worked} of {due} hand-overs within {days} days: {rate} %, below the agreed {alarm} %.",
		values={
			"worked": due.won,
			"due": due.leads,
			"days": bar.days,
			"rate": percent(due.rate or 0, below=bar.alarm),
			"alarm": percent(bar.alarm),
		},
		tone="bad",
	)


def _points_to(handovers: HandoverCount, bar: Bar) -> Sentence:
	untouched = handovers.by_treatment[Treatment.UNTOUCHED]
	values = {
		"untouched": untouched,
		"tried": handovers.by_treatment[Treatment.TRIED],
		"unworked": untouched + handovers.by_treatment[Treatment.TRIED],
		"answered": handovers.acceptance.leads,
		"accepted": handovers.acceptance.won,
		"refused": handovers.about_the_lead,
	}
	what = _of_treatment(handovers, bar)
	if what is Finding.QUALITY:
		return Sentence(
			text="This points to the quality of the leads: of the {answered} that sales answered, it refused {refused} for what they are, and of the {unworked} that were not worked somebody tried to reach {tried}.",
			values=values,
			tone="bad",
		)
	if what is Finding.QUALITY_AND_NEGLECT:
		return Sentence(
			text="This points to both: of the {answered} that sales answered, it refused {refused} for what the leads are, and of the {unworked} that were not worked nobody touched {untouched}. Look at what makes a lead an MQL first.",
			values=values,
			tone="bad",
		)
	if what is Finding.NEGLECT and bar.is_enough(handovers.acceptance.leads):
		return Sentence(
			text="This points to neglect, not to the leads: of the {unworked} that were not worked nobody touched {untouched}, while of the {answered} that sales answered it accepted {accepted}.",
			values=values,
			tone="bad",
		)
	if what is Finding.NEGLECT:
		return Sentence(
			text="This points to neglect: of the {unworked} that were not worked nobody touched {untouched}. Of the leads themselves nothing can be said: sales has answered {answered}.",
			values=values,
			tone="bad",
		)
	return Sentence(
		text="This points to leads that cannot be reached: of the {unworked} that were not worked, somebody tried to reach {tried}. Look at their phone numbers and addresses, and at the hours of the calls.",
		values=values,
		tone="bad",
	)


def _in_bulk(handovers: HandoverCount, bar: Bar) -> Iterator[Sentence]:
	in_bulk = handovers.by_treatment[Treatment.IN_BULK]
	due, alone = handovers.treatment, handovers.treatment_by_itself
	if not in_bulk or alone.rate is None:
		return
	hides = bar.is_enough(due.leads) and not is_alarming(handovers, bar) and alone.rate < bar.alarm
	yield Sentence(
		text="{in_bulk} of the {worked} worked ones were only answered together with others. Without them the treatment rate is {rate} %.",
		values={"in_bulk": in_bulk, "worked": due.won, "rate": percent(alone.rate)},
		tone="bad" if hides else None,
	)


def _accepted_for_little(handovers: HandoverCount, leads: LeadCount) -> Sentence:
	values = {
		"accepted": handovers.acceptance.won,
		"answered": handovers.acceptance.leads,
		"old": leads.ripe_accepted,
		"converted": leads.ripe_accepted_converted,
		"left": leads.left,
		"dropped": leads.dropped,
		"qualified": leads.qualified,
		"in_bulk": handovers.accepted_in_bulk,
	}
	lacking = _lacking(leads)
	if lacking is Finding.NO_OPPORTUNITIES:
		return Sentence(
			text="Sales accepts {accepted} of the {answered} that it answers, but of {old} accepted long enough ago only {converted} became opportunities, and {qualified} became SQL without one: opportunities are not entered, or the criteria of SQL ask for too little.",
			values=values,
			tone="bad",
		)
	if lacking is Finding.NO_FOLLOW_UP:
		return Sentence(
			text="Sales accepts {accepted} of the {answered} that it answers, but of {old} accepted long enough ago only {converted} became opportunities, and {left} still stand where they were accepted: they are accepted and then left. Look at what follows an acceptance.",
			values=values,
			tone="bad",
		)
	if handovers.accepted_in_bulk * 2 > handovers.acceptance.won:
		return Sentence(
			text="Sales accepts {accepted} of the {answered} that it answers, {in_bulk} of them together with others, but of {old} accepted long enough ago only {converted} became opportunities and {dropped} were put aside: they are accepted without being looked at.",
			values=values,
			tone="bad",
		)
	return Sentence(
		text="Sales accepts {accepted} of the {answered} that it answers, but of {old} accepted long enough ago only {converted} became opportunities and {dropped} were put aside: they are accepted too easily, or the criteria of MQL and SAL ask for too little.",
		values=values,
		tone="bad",
	)
