"""When answers come too late."""

from __future__ import annotations

from ..metrics.tally import Tally
from ..reporting.rates import percent
from ..reporting.result import Sentence
from .alarm import Alarm, Severity, report


def in_time_alarm(in_time: Tally, *, alarm: float, fewest: int) -> Alarm | None:
	"""`alarm`: the share from 0 to 1 below which something is wrong; nought for no alarm. None while enough were answered in time, or where
	these are too few to say so."""
	if in_time.rate is None or in_time.rate >= alarm or in_time.leads < max(fewest, 1):
		return None
	return Alarm(
		name="in_time",
		severity=Severity.ALARM,
		sentence=Sentence(
			text="{in_time} of {leads} leads were answered in time: {rate} %, below the {alarm} % that the settings ask for.",
			values={
				"in_time": in_time.won,
				"leads": in_time.leads,
				"rate": percent(in_time.rate, below=alarm),
				"alarm": percent(alarm),
			},
		),
		target=report("Lead Response Time", group_by="Rep"),
	)
