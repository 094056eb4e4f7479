"""What is said beside the figures of refusals."""

from __future__ import annotations

from typing import Final

from lead_intelligence.core.funnel.refusals import Contest
from lead_intelligence.core.reporting.result import Sentence

NOTHING: Final = Sentence(
	text="Sales refused no lead in this period. Choose a longer period, or take a filter away."
)
HOW: Final = (
	Sentence(
		text="A row counts the refusals whose moment is in the period. A lead that was refused twice is counted twice; the list behind a figure names it once."
	),
	Sentence(
		text="Refusal rate: of all that sales accepted or refused in the period. Of a reason or a consequence: of all answers, whatever they were."
	),
	Sentence(
		text="Contested: marketing sent the lead to sales once more, by a hand-over that was accepted, refused again, or waits. Accepted later: some later hand-over of the lead was accepted, contested or not."
	),
	Sentence(
		text="Leads count once, with their last refusal of the period: the stage on which they are now, and the opportunities and sales that came of them on the day of their first refusal of the period or later."
	),
)
CONTESTS: Final = {
	Contest.NOT_CONTESTED: "",
	Contest.ACCEPTED: Sentence(text="Accepted after All"),
	Contest.REFUSED: Sentence(text="Refused Again"),
	Contest.OPEN: Sentence(text="Not Answered Yet"),
	Contest.WITHDRAWN: Sentence(text="Went Another Way"),
}
