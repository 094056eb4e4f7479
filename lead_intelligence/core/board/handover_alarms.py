"""When sales works too few of the leads that it is handed over."""

from __future__ import annotations

from collections.abc import Mapping

from ..funnel.agreement_findings import Bar, is_alarming
from ..funnel.handovers import HandoverCount
from ..reporting.rates import percent
from ..reporting.result import Sentence
from .alarm import Alarm, Severity, report

_AGREEMENT = "Marketing and Sales Agreement"


def treatment_alarm(whole: HandoverCount, by_rep: Mapping[str, HandoverCount], bar: Bar) -> Alarm | None:
	"""`by_rep`: by the user to whom leads were handed over. None while the rate is high enough, or of too few cases to say so."""
	due = whole.treatment
	if due.rate is None or not is_alarming(whole, bar) or not bar.is_enough(due.leads):
		return None
	values: dict[str, object] = {
		"worked": due.won,
		"due": due.leads,
		"days": bar.days,
		"rate": percent(due.rate, below=bar.alarm),
		"alarm": percent(bar.alarm),
	}
	text = Sentence(
		text="Sales has worked {worked} of {due} leads within {days} days of their hand-over: {rate} %, below the agreed {alarm} %.",
		values=values,
	)
	who = most_unworked(by_rep)
	if who:
		tally = by_rep[who].treatment
		text = Sentence(
			text="Sales has worked {worked} of {due} leads within {days} days of their hand-over: {rate} %, below the agreed {alarm} %. Most of the others were handed over to {who}: {unworked} of {received}.",
			values={**values, "who": who, "unworked": tally.lost, "received": tally.leads},
		)
	return Alarm(
		name="treatment",
		severity=Severity.ALARM,
		sentence=text,
		target=report(_AGREEMENT, group_by="Handed Over To"),
		who=who,
	)


def most_unworked(by_rep: Mapping[str, HandoverCount]) -> str | None:
	"""The user who left most leads unworked; None where nobody stands out from the only one there is."""
	unworked = {user: count.treatment.lost for user, count in by_rep.items() if user}
	if not unworked:
		return None
	user = min(unworked, key=lambda one: (-unworked[one], one))
	return user if unworked[user] else None
