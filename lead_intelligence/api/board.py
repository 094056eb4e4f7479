"""The dashboard: figures of a span of days beside those before, charts and alarms, of the leads that the user may see."""

from __future__ import annotations

import json
from typing import Any

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from lead_intelligence.adapters.board.asked import asked_board
from lead_intelligence.adapters.board.parts import PARTS, SLOW
from lead_intelligence.adapters.board.shown import shown
from lead_intelligence.adapters.reports.asking import understood
from lead_intelligence.adapters.reports.memory import room_for_tables
from lead_intelligence.adapters.reports.shown import in_words
from lead_intelligence.api.arguments import some_text
from lead_intelligence.core.board.part import together
from lead_intelligence.core.board.spans import WORDS, Span, days_of, read_span
from lead_intelligence.core.reporting.filters import LONGEST_TEXT, Filters

MOST_COMPANIES = 100


@frappe.whitelist(methods=["GET", "POST"])
def board(span: Any = None, company: Any = None, parts: Any = None) -> dict[str, Any]:
	"""`span`: one of `spans`, by default the last 30 days. `company`: leads of it alone. `parts`: names as a list, or as JSON of one; by default
	leads, handovers, responses, origins and money; ledger by name only. Each may be asked for by itself, and at once.

	`{span, spans: [{value, label}], company, companies, period: {first, last}, before: {first, last}, as_of, parts, cards, charts, alarms, notes}`.
	A card is `{name, label, place, shape, value, before, change, verdict, cases, cases_before, currency, is_of_now, target}`: shares are in percent,
	times in minutes, `change` is a part of what was before (of shares the difference, from 0 to 1), `verdict` better, worse, same or neither;
	null is a figure that does not exist. A chart is `{name, title, shape, kind, labels, datasets: [{name, type, values}], is_stacked,
	line: {value, label}, currency, target}`, an alarm `{name, severity: alarm, warning or note, sentence, who, who_name, target}`.
	A target is `{kind: report, name, filters}` or `{kind: list, name, filters: [[doctype, field, operator, value]]}`.
	What the user may not see is not there. Texts are plain. Needs the right to read leads.
	"""
	frappe.has_permission("Lead", "read", throw=True)
	chosen = understood(lambda: read_span(span))
	wanted = _parts(parts)
	firm = _company(company)
	days = days_of(chosen, getdate())
	filters = Filters(period=days.period, company=firm)
	asked = asked_board(filters, days.before)
	as_of = now_datetime()
	with room_for_tables():
		found = together(PARTS[name](asked) for name in wanted)
	return {
		"span": chosen.value,
		"spans": [{"value": one.value, "label": in_words(WORDS[one])} for one in Span],
		"company": firm,
		"companies": frappe.get_list("Company", pluck="name", limit=MOST_COMPANIES, order_by="name"),
		"period": {"first": days.period.first.isoformat(), "last": days.period.last.isoformat()},
		"before": {"first": days.before.first.isoformat(), "last": days.before.last.isoformat()}
		if days.before
		else None,
		"as_of": str(as_of)[:19],
		"parts": wanted,
		**shown(found, filters),
	}


def _parts(value: Any) -> list[str]:
	if value is None or value == "":
		return [name for name in PARTS if name not in SLOW]
	if isinstance(value, str):
		try:
			value = json.loads(value) if value.startswith("[") else value.split(",")
		except ValueError:
			value = None
	if not isinstance(value, list) or not value or any(name not in PARTS for name in map(str, value)):
		frappe.throw(_("{0} must be one of {1}.").format(_("Parts"), ", ".join(PARTS)))
	return [name for name in PARTS if name in value]


def _company(value: Any) -> str | None:
	name = some_text(value, _("Company"), LONGEST_TEXT)
	if name and not frappe.db.exists("Company", name):
		frappe.throw(
			_("There is no company {0} any more. Choose another one.").format(name), frappe.DoesNotExistError
		)
	return name
