"""The kinds of touches: records that an admin may add to, rename or disable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import frappe
from frappe import _
from frappe.utils import escape_html

_DOCTYPE = "Lead Touch Kind"
_CACHE = "lead_intelligence_touch_kinds"


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchKind:
	name: str
	signal: str | None
	direction: str | None
	channel: str | None
	disabled: bool


def touch_kinds() -> dict[str, TouchKind]:
	"""By name, and by the name under which the app brought them where an admin has given them another since."""
	return _known().kinds


def kind_in_use(name: str) -> TouchKind:
	"""By the name under which the app brought it. Throws where touches of that kind are not recorded."""
	known = touch_kinds().get(name)
	if known is None or known.disabled:
		message = _("Touches of the kind {0} are not recorded: it is disabled.")
		frappe.throw(message.format(escape_html(_(known.name if known else name))))
	return known


def kinds_stamp() -> tuple[str, ...]:
	"""Changes whenever a kind comes, goes or is renamed."""
	return _known().stamp


class _Known(NamedTuple):
	rows: list[tuple[Any, ...]]
	kinds: dict[str, TouchKind]
	stamp: tuple[str, ...]


# By site, what was last read and what was made of it: every save asks for it.
_kept: dict[str, _Known] = {}


def _known() -> _Known:
	rows = frappe.cache.get_value(_CACHE, _stored)
	kept = _kept.get(frappe.local.site)
	if kept is None or kept.rows != rows:
		kinds = _by_name(rows)
		stamp = tuple(f"{name}={kind.name}" for name, kind in sorted(kinds.items()))
		kept = _kept[frappe.local.site] = _Known(rows, kinds, stamp)
	return kept


def _by_name(rows: list[tuple[Any, ...]]) -> dict[str, TouchKind]:
	kinds = {
		row[0]: TouchKind(name=row[0], signal=row[1], direction=row[2], channel=row[3], disabled=row[4])
		for row in rows
	}
	return {**{row[5]: kinds[row[0]] for row in rows if row[5]}, **kinds}


def _stored() -> list[tuple[str, str | None, str | None, str | None, bool, str | None]]:
	rows = frappe.get_all(
		_DOCTYPE,
		fields=["name", "signal", "direction", "channel", "disabled", "standard_name"],
		order_by="name",
		as_list=True,
	)
	return [
		(name, s or None, d or None, c or None, bool(off), standard) for name, s, d, c, off, standard in rows
	]


def forget_kinds() -> None:
	frappe.cache.delete_value(_CACHE)
	# Another request may read the old ones until what was changed is committed.
	frappe.db.after_commit.add(lambda: frappe.cache.delete_value(_CACHE))


def follow_kind(old: str, new: str) -> None:
	"""After a rename or a merge, touches are of the kind's new name."""
	frappe.db.set_value("Lead Touch", {"kind": old}, "kind", new, update_modified=False)
