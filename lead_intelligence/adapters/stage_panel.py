"""Where a lead stands, as its form shows it: the path, what is missing for the next step, and what the user may do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_fullname, now_datetime

from lead_intelligence.adapters.answering import why_not
from lead_intelligence.adapters.circumstances import told_by
from lead_intelligence.adapters.clock_history import clock_moves, in_order
from lead_intelligence.adapters.handovers import LAPSED, REFUSED, last_answered, open_handover
from lead_intelligence.adapters.lead_state import stopped_at, stored_place
from lead_intelligence.adapters.owner_journey import owner_moves
from lead_intelligence.adapters.policies import policies_for
from lead_intelligence.adapters.sales_users import may_contest
from lead_intelligence.adapters.settings import settings
from lead_intelligence.adapters.signal_journey import signal_moves
from lead_intelligence.adapters.snapshots import snapshot_of
from lead_intelligence.adapters.stage_acts import ASSIGNMENT, may_override
from lead_intelligence.adapters.stage_history import (
	entered,
	gate_opened,
	put_there,
	shown,
	stage_rows,
	text_of,
	who,
)
from lead_intelligence.adapters.stage_next import next_step
from lead_intelligence.core.evaluation import Assessment, assess
from lead_intelligence.core.qualification.definition import Target
from lead_intelligence.core.qualification.place import Place
from lead_intelligence.core.qualification.stages import (
	BESIDE,
	CONVERTED,
	GIVEN_ON_FROM,
	LADDER,
	Stage,
	is_cold,
	rank,
)
from lead_intelligence.core.snapshot.fields import FieldCatalogue

_HISTORY_SHOWN = 30


def panel_of(doc: Document) -> dict[str, Any]:
	"""`state`: "off", "no agreement" (none is for the lead), "not placed" (its next evaluation will place it) or "placed"."""
	place, rows = stored_place(doc), stage_rows(doc.name)
	answer: dict[str, Any] = {
		"state": "no agreement",
		"agreement": None,
		"stage": _value(place.stage),
		"since": text_of(place.since),
		"cycle": place.cycle,
		"is_history": place.stage is not None and not place.cycle,
		"takes_part": told_by(doc, None).takes_part,
		**dict.fromkeys(("next", "proposed", "handover", "last_refusal", "aside")),
		**{key: [] for key in ("path", "actions", "gates")},
		"history": _history(doc.name, rows),
	}
	if not settings().enabled:
		return {**answer, "state": "off"}
	seen, catalogue = _seen(doc)
	if seen is None:
		return answer
	return {**answer, **_Panel(doc, place, rows, seen, catalogue).content()}


def _history(lead: str, rows: Sequence[frappe._dict]) -> list[dict[str, Any]]:
	"""Of its stages, its clocks, its owners and its signals."""
	moves = in_order(shown(rows, _HISTORY_SHOWN), owner_moves(lead, _HISTORY_SHOWN))
	moves = in_order(moves, clock_moves(lead, _HISTORY_SHOWN))
	return in_order(moves, signal_moves(lead, _HISTORY_SHOWN))


def _seen(doc: Document) -> tuple[Assessment | None, FieldCatalogue]:
	policies, catalogue = policies_for(doc.get("company"))
	if policies.agreements is None or catalogue is None:
		return None, FieldCatalogue(())
	now, snapshot = now_datetime(), snapshot_of(doc, policies, catalogue)
	definition = policies.agreements.of(snapshot)
	if definition is None:
		return None, catalogue
	score = policies.scoring.score(snapshot, stopped_at(doc) or now) if policies.scoring else None
	return assess(snapshot, definition, score, now), catalogue


def _value(stage: Stage | None) -> str | None:
	return stage.value if stage else None


def _name(user: str | None) -> str | None:
	return str(get_fullname(user)) if user else None


@dataclass(slots=True)
class _Panel:
	doc: Document
	place: Place
	rows: Sequence[frappe._dict]
	seen: Assessment
	catalogue: FieldCatalogue

	def content(self) -> dict[str, Any]:
		place = self.place
		handover, refusal, gates = self._handover(), self._last_refusal(), self._gates()
		following = next_step(self.doc, place.stage, self.seen, self.catalogue)
		return {
			"state": "placed" if place.stage else "not placed",
			"agreement": self._agreement(),
			"path": self._path(),
			"next": following,
			"proposed": _value(place.proposed) if told_by(self.doc, None).takes_part else None,
			"handover": handover,
			"last_refusal": refusal,
			"aside": self._aside(),
			"gates": gates,
			"actions": list(self._actions(handover, refusal, gates, following)),
		}

	def _agreement(self) -> dict[str, Any]:
		version = self.seen.definition.version
		row = frappe.db.get_value(
			"Lead Definition", version, ["name", "title", "status", "valid_from"], as_dict=True
		)
		return {**row, "valid_from": text_of(row.valid_from)} if row else {"name": version}

	def _path(self) -> list[dict[str, Any]]:
		definition = self.seen.definition
		meanings = {row.stage: row.meaning for row in definition.definition.stages}
		present = self.place.stage
		above = [stage for stage in definition.ladder if rank(stage) > max(rank(present), 0)]
		path = []
		for stage in LADDER:
			row = entered(self.rows, stage, self.place.cycle)
			if stage is present:
				state = "present"
			elif stage not in definition.ladder:
				state = "unused"
			elif rank(stage) < rank(present) or (present in BESIDE and row):
				state = "done"
			else:
				state = "next" if present not in BESIDE and above[:1] == [stage] else "later"
			path.append(
				{
					"stage": stage.value,
					"meaning": meanings.get(stage) or None,
					"state": state,
					"at": text_of(row.at) if row else None,
					"by": who(row) if row else None,
					"entered": row is not None,
					"skipped": state == "done" and row is None and self._is_skipped(stage),
				}
			)
		return path

	def _is_skipped(self, stage: Stage) -> bool:
		return any(
			stage.value in row.evidence.get("skipped", ())
			for row in self.rows
			if row.cycle == self.place.cycle
		)

	def _handover(self) -> dict[str, Any] | None:
		row = open_handover(self.doc.name) if self.place.due_at else None
		if row is None:
			return None
		refusal = why_not(row)
		contested = (
			frappe.db.get_value(
				"Lead Handover", row.contest_of, ["contest_note", "contested_by"], as_dict=True
			)
			if row.contest_of
			else None
		)
		return {
			"name": str(row.name),
			"act": row.act,
			"from": _name(row.from_user),
			"to": _name(row.to_user),
			"handed_at": text_of(row.handed_at),
			"due_at": text_of(row.due_at),
			"lapsed": row.status == LAPSED or bool(row.due_at and row.due_at < now_datetime()),
			"may_accept": refusal is None and self._may_write(),
			"why_not": refusal,
			"contested": {"by": _name(contested.contested_by), "note": contested.contest_note}
			if contested
			else None,
		}

	def _last_refusal(self) -> dict[str, Any] | None:
		row = last_answered(self.doc.name)
		if row is None or row.status != REFUSED or row.cycle != self.place.cycle:
			return None
		is_open = not (row.contested_by or row.contest_of or self.place.due_at)
		at_hand = rank(self.place.stage) <= rank(Stage.MQL)
		return {
			"handover": str(row.name),
			"reason": _(row.reason) if row.reason else None,
			"consequence": row.consequence,
			"note": row.note,
			"duplicate_of": row.duplicate_of,
			"by": _name(row.decided_by),
			"at": text_of(row.decided_at),
			"contested_by": _name(row.contested_by),
			"contest_note": row.contest_note,
			"may_contest": is_open and at_hand and may_contest() and self._may_write(),
		}

	def _aside(self) -> dict[str, Any] | None:
		stage = self.place.stage
		if stage is None or stage not in BESIDE:
			return None
		row = put_there(self.rows, stage)
		return {
			"stage": stage.value,
			"reason": _(row.reason) if row and row.reason else None,
			"note": row.evidence.get("note") if row else None,
			"revisit_on": str(self.place.revisit_on) if self.place.revisit_on else None,
			"since": text_of(self.place.since),
			"by": who(row) if row else None,
		}

	def _gates(self) -> list[dict[str, Any]]:
		definition, stage = self.seen.definition, self.place.stage
		demanded = [(target.value, definition.gate(target.value)) for target in Target]
		if definition.definition.keeps_cold_leads:
			demanded.append((ASSIGNMENT, Stage.MQL))
		found = []
		for target, wanted in demanded:
			if wanted is None:
				continue
			reached = not is_cold(stage) if target == ASSIGNMENT else rank(stage) >= rank(wanted)
			row = None if reached else gate_opened(self.rows, target, self.place.cycle)
			found.append(
				{
					"target": target,
					"demanded": wanted.value,
					"reached": reached,
					"open": reached or row is not None,
					"opened_by": _name(row.author) if row else None,
					"opened_at": text_of(row.at) if row else None,
					"reason": row.reason if row else None,
				}
			)
		return found

	def _may_write(self) -> bool:
		return bool(self.doc.has_permission("write"))

	def _actions(
		self,
		handover: dict[str, Any] | None,
		refusal: dict[str, Any] | None,
		gates: Sequence[dict[str, Any]],
		following: dict[str, Any] | None,
	) -> Iterable[str]:
		place, definition = self.place, self.seen.definition
		stage, aside = place.stage, place.stage in BESIDE
		if stage is None or not self._may_write() or not told_by(self.doc, None).takes_part:
			return
		if handover and handover["may_accept"]:
			yield from ("accept", "refuse")
		if refusal and refusal["may_contest"]:
			yield "contest"
		if following and not aside and not following["by_record"] and following["is_met"]:
			accepted = following["stage"] == Stage.SAL.value and definition.hands_over
			if not accepted:
				yield f"move_up:{following['stage']}"
		if stage in GIVEN_ON_FROM and place.due_at is None and place.cycle:
			yield "hand_over"
		if stage is not Stage.CUSTOMER:
			yield from (
				name
				for name, to in (("nurture", Stage.NURTURE), ("disqualify", Stage.DISQUALIFIED))
				if stage is not to
			)
		if aside:
			yield "bring_back"
		if may_override():
			if not aside:
				yield from (
					f"override:{above.value}"
					for above in definition.ladder
					if rank(above) > max(rank(stage), 0) and above not in CONVERTED
				)
			yield from (f"open_gate:{gate['target']}" for gate in gates if not gate["open"])
