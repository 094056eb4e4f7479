"""Each escalation step says in words when it comes and what it does."""

from datetime import timedelta

import pytest

from lead_intelligence.core.sla.policy import Action, EscalationStep, Offset
from lead_intelligence.core.sla.response_clock import Purpose
from lead_intelligence.core.sla.step_sentence import span_text, step_sentence


def said(action=Action.NOTIFY_OWNER, *, share=None, minutes=None, **more):
	return step_sentence(
		EscalationStep(offset=Offset(share=share, minutes=minutes), action=action, **more),
		names={"rosa@x.example": "Rosa Bernard"},
	)


@pytest.mark.parametrize(
	("offset", "when"),
	[
		({"share": 0.5}, "Half-way"),
		({"share": 1.0}, "When it is due"),
		({"share": 0.75}, "At 75 % of the target"),
		({"share": 0.333}, "At 33.3 % of the target"),
		({"share": 1.5}, "At 150 % of the target"),
		({"minutes": 0.0}, "When it is due"),
		({"minutes": 240.0}, "4 h after it is due"),
		({"minutes": -15.0}, "15 min before it is due"),
		({"minutes": 0.5}, "30 s after it is due"),
	],
)
def test_when(offset, when):
	assert said(**offset) == f"{when}: notify the owner"


@pytest.mark.parametrize(
	("action", "more", "what"),
	[
		(Action.NOTIFY_MANAGER, {"by_email": True}, "notify the owner's manager, by e-mail too"),
		(Action.NOTIFY_ROLE, {"role": "Sales Manager"}, "notify everyone with the role Sales Manager"),
		(Action.NOTIFY_ROLE, {}, "notify everyone with the role …"),
		(Action.REASSIGN, {"user": "rosa@x.example"}, "give the lead to Rosa Bernard"),
		(Action.REASSIGN, {"user": "gone@x.example"}, "give the lead to gone@x.example"),
		(Action.REASSIGN, {}, "give the lead to somebody else, by the routing policy"),
		(Action.RAISE_PRIORITY, {}, "raise the priority"),
		(Action.CALL_WEBHOOK, {"webhook": "Team chat"}, "call the webhook Team chat"),
	],
)
def test_what(action, more, what):
	assert said(action, share=0.5, **more) == f"Half-way: {what}"


def test_of_one_purpose_it_names_it():
	assert said(share=0.5, purpose=Purpose.NEXT_TOUCH) == "Next Touch, half-way: notify the owner"


def test_spans_are_said_in_hours_and_minutes():
	spans = (15, 60, 90, 16 * 60, 59.99, 0.75)
	assert [span_text(timedelta(minutes=span)) for span in spans] == [
		*("15 min", "1 h", "1 h 30 min", "16 h", "1 h", "45 s")
	]
