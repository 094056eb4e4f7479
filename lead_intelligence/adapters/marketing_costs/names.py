"""Sources and campaigns as leads have them. Costs name them by text, for ERPNext 15 and 16 keep them in different records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

import frappe
from pypika import CustomFunction

from lead_intelligence.adapters.erpnext_versions import actual_name

SOURCE, CAMPAIGN = "source", "campaign"
MOST_OFFERED: Final = 20
_place_of = CustomFunction("locate", ["part", "text"])


def master_of(name: str) -> str:
	"""The doctype that leads choose their `source` or `campaign` from."""
	found = frappe.get_meta("Lead").get_field(actual_name(name))
	return str(found.options)


def stored_name(name: str, text: str | None) -> str | None:
	"""As the record of that name writes it; capitals play no part. None where there is no record."""
	return frappe.db.get_value(master_of(name), text.strip(), "name") if text and text.strip() else None


def offered(name: str, begun: str) -> list[str]:
	"""Records whose name holds what was typed, whatever signs are in it."""
	table = frappe.qb.DocType(master_of(name))
	query = frappe.qb.from_(table).select(table.name).orderby(table.name).limit(MOST_OFFERED)
	if begun:
		query = query.where(_place_of(begun, table.name) > 0)
	return [str(found) for (found,) in query.run()]


@dataclass(slots=True)
class Names:
	"""How a number of texts are written in the records. `unknown`: those that are in none, as they were met."""

	_spelled: dict[tuple[str, str], str] = field(default_factory=dict)
	unknown: dict[str, set[str]] = field(default_factory=lambda: {SOURCE: set(), CAMPAIGN: set()})

	def learn(self, name: str, texts: Iterable[str | None]) -> None:
		wanted = sorted({text.strip() for text in texts if text and text.strip()})
		for start in range(0, len(wanted), 500):
			some = wanted[start : start + 500]
			known = frappe.get_all(master_of(name), filters={"name": ("in", some)}, pluck="name")
			self._spelled.update({(name, one.casefold()): one for one in known})

	def of(self, name: str, text: str | None) -> str:
		text = (text or "").strip()
		if not text:
			return ""
		known = self._spelled.get((name, text.casefold()))
		if known is None:
			self.unknown[name].add(text)
		return known or text
