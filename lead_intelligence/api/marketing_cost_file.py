"""Files of costs: looked at, checked, imported and taken back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

import frappe
from frappe import _
from frappe.utils import escape_html

from lead_intelligence.adapters.marketing_costs import file_import
from lead_intelligence.adapters.marketing_costs.file_check import CheckedFile, checked
from lead_intelligence.adapters.marketing_costs.file_reading import Said, guessed
from lead_intelligence.adapters.marketing_costs.names import CAMPAIGN, SOURCE
from lead_intelligence.adapters.marketing_costs.saving import COST
from lead_intelligence.adapters.refusals import in_words, refuse
from lead_intelligence.api.arguments import one_of, some_text, text
from lead_intelligence.core.costs.file_columns import CostColumn
from lead_intelligence.core.imported_history.meanings import MOST_COLUMNS
from lead_intelligence.core.imported_history.values import DateOrder, DecimalSign
from lead_intelligence.core.problems import Problem, Refused

_MOST_SHOWN: Final = 200
_SAMPLE: Final = 5


@frappe.whitelist(methods=["GET", "POST"])
def read(file: str) -> dict[str, Any]:
	"""What its columns are taken for. Needs the right to create costs, as all that follows."""
	frappe.has_permission(COST, "create", throw=True)
	return guessed(text(file, _("File")))


@frappe.whitelist(methods=["POST"])
def check(
	file: str, company: str, columns: Any, date_order: str, decimal_sign: str, source: str | None = None
) -> dict[str, Any]:
	"""Go through the file without writing anything. `columns`: a list of {column, meaning}."""
	said = _said(file, company, columns, date_order, decimal_sign, source)
	try:
		return _told(checked(said))
	except Refused as refusal:
		_refuse(refusal)
		raise


@frappe.whitelist(methods=["POST"])
def add(
	file: str, company: str, columns: Any, date_order: str, decimal_sign: str, source: str | None = None
) -> dict[str, Any]:
	"""Add the costs of the file that are not there yet, all or none of them."""
	said = _said(file, company, columns, date_order, decimal_sign, source)
	try:
		return file_import.import_file(said)
	except Refused as refusal:
		_refuse(refusal)
		raise


@frappe.whitelist(methods=["POST"])
def undo(name: str) -> dict[str, Any]:
	"""Remove the costs that an import has added. Needs the right to delete costs."""
	doc = frappe.get_doc(file_import.IMPORT, text(name, _("Import")))
	doc.check_permission("read")
	frappe.has_permission(COST, "delete", throw=True)
	return {"removed": file_import.undo(str(doc.name))}


def _said(
	file: str, company: str, columns: Any, date_order: str, decimal_sign: str, source: str | None
) -> Said:
	company = text(company, _("Company"))
	if not frappe.db.exists("Company", company):
		frappe.throw(_("There is no company {0}.").format(escape_html(company)))
	# Whoever may work for some companies only may add costs of these only.
	frappe.new_doc(COST, company=company).check_permission("create")
	return Said(
		file=text(file, _("File")),
		company=company,
		columns=_columns(columns),
		dates=DateOrder(one_of(date_order, _("Dates Are Written"), [one.value for one in DateOrder])),
		amounts=DecimalSign(
			one_of(decimal_sign, _("Amounts Are Written"), [one.value for one in DecimalSign])
		),
		source=(some_text(source, _("Source"), 140) or "").strip(),
	)


def _columns(value: Any) -> list[tuple[str, CostColumn]]:
	try:
		rows = json.loads(value) if isinstance(value, str) else value
		return [(str(row["column"]), CostColumn(row["meaning"])) for row in rows[:MOST_COLUMNS]]
	except (ValueError, TypeError, KeyError, RecursionError):
		frappe.throw(_("The columns cannot be read. Choose the file again."))
		raise


def _told(found: CheckedFile) -> dict[str, Any]:
	amounts: dict[str, Any] = {}
	for _line, entry in found.new:
		amounts[entry.currency] = amounts.get(entry.currency, 0) + entry.amount
	return {
		"read": found.read,
		"new": len(found.new),
		"known": found.known,
		"refused": len(found.problems),
		"problems": [
			{"line": line, "sentences": [problem.text(_) for problem in _words(problems)]}
			for line, problems in found.problems[:_MOST_SHOWN]
		],
		"amounts": [{"currency": one, "amount": float(amount)} for one, amount in sorted(amounts.items())],
		"unknown_sources": _counted(found.unknown[SOURCE]),
		"unknown_campaigns": _counted(found.unknown[CAMPAIGN]),
		"without_rate": _counted(found.without_rate),
		"sample": [
			{
				"line": line,
				"source": entry.source,
				"campaign": entry.campaign,
				"first": str(entry.first),
				"last": str(entry.last),
				"amount": float(entry.amount),
				"currency": entry.currency,
			}
			for line, entry in found.new[:_SAMPLE]
		],
	}


def _counted(names: dict[str, int]) -> list[dict[str, Any]]:
	return [{"name": name, "lines": lines} for name, lines in sorted(names.items()) if lines][:_MOST_SHOWN]


def _words(problems: Sequence[Problem]) -> list[Problem]:
	return in_words(problems)


def _refuse(refusal: Refused) -> None:
	"""The meanings of columns as the user calls them."""
	meanings = {one.value for one in CostColumn}
	refuse(
		[
			Problem(
				message=problem.message,
				place=problem.place,
				values={
					name: _(value) if name == "meaning" and value in meanings else value
					for name, value in problem.values.items()
				},
			)
			for problem in refusal.problems
		]
	)
