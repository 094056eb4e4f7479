"""Which versions of the policies are live for a company, remembered for all processes of the site."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

import frappe
from frappe.model.document import Document
from frappe.query_builder.functions import Min

_CACHE = "lead_intelligence:live_policies"
_SECONDS_KEPT = 300
MODEL, DEFINITION, POLICY = "Lead Scoring Model", "Lead Definition", "Lead SLA Policy"
ROUTING = "Lead Routing Policy"
_SEVERAL = (DEFINITION, POLICY, ROUTING)
# Between a company and what tells several of its versions apart that are live at once.
SCOPE_MARK = "|"


class Version(NamedTuple):
	"""A submitted version. The creation time tells it from a deleted one of the same name."""

	name: str
	creation: str


class LiveVersions(NamedTuple):
	model: Version | None = None
	definitions: tuple[Version, ...] = ()
	response: tuple[Version, ...] = ()
	routing: tuple[Version, ...] = ()


_NONE = LiveVersions()


def live_versions(company: str | None) -> LiveVersions:
	"""Of a company; of the default company for none."""
	company = company or frappe.defaults.get_global_default("company")
	if not company:
		return _NONE
	if frappe.flags.li_models_are_changing:
		return _stored(company)
	key = f"{_CACHE}:{company}"
	known = frappe.cache.get_value(key, expires=True)
	if known is None:
		found = _committed(company)
		known = (tuple(found.model or ()), *(tuple(map(tuple, several)) for several in found[1:]))
		# It expires, for a change of versions at a moment when the cache could not be told of it.
		frappe.cache.set_value(key, known, expires_in_sec=_SECONDS_KEPT)
	model, *several = known
	return LiveVersions(
		Version(*model) if model else None,
		*(tuple(Version(*one) for one in versions) for versions in several),
	)


def _committed(company: str) -> LiveVersions:
	"""What is live now, even for a transaction that began before it went live, which sees the versions before.

	The locks keep a version that goes live waiting until the cache holds what was live before: it is told of the change
	after that. Who waited for such a version may come to its row from the one that it retires, and find none: look again.
	"""
	model = _stored_model(company, lock=True) or _stored_model(company, lock=True)
	for doctype in _SEVERAL:
		_stored_several(doctype, company, lock=True)
	return LiveVersions(model, *(_stored_several(doctype, company, lock=True) for doctype in _SEVERAL))


def _stored(company: str) -> LiveVersions:
	return LiveVersions(_stored_model(company), *(_stored_several(doctype, company) for doctype in _SEVERAL))


def _stored_model(company: str, *, lock: bool = False) -> Version | None:
	live = {"live_for": company, "docstatus": 1}
	row = frappe.db.get_value(MODEL, live, ["name", "creation"], for_update=lock)
	return Version(row[0], str(row[1])) if row else None


def _stored_several(doctype: str, company: str, *, lock: bool = False) -> tuple[Version, ...]:
	table = frappe.qb.DocType(doctype)
	# By the key and nothing else, so that no draft is locked.
	key = company.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
	query = frappe.qb.from_(table).select(table.name, table.creation)
	query = query.where(table.live_for.like(f"{key}{SCOPE_MARK}%")).orderby(table.name)
	rows: list[tuple[Any, Any]] = (query.for_update() if lock else query).run()
	return tuple(Version(name, str(creation)) for name, creation in rows)


def submitted(doctype: str, version: Version) -> Document:
	"""A transaction that began before the version went live sees its draft, or nothing: there, a lock shows what is."""
	try:
		doc = frappe.get_doc(doctype, version.name)
	except frappe.DoesNotExistError:
		frappe.clear_last_message()
		doc = None
	if doc is None or doc.docstatus.is_draft() or str(doc.creation) != version.creation:
		doc = frappe.get_doc(doctype, version.name, for_update=True)
	return doc


def first_live_since(doctype: str, company: str | None) -> datetime | None:
	"""When the first version of the company went live, which may be retired since."""
	company = company or frappe.defaults.get_global_default("company")
	table = frappe.qb.DocType(doctype)
	query = frappe.qb.from_(table).select(Min(table.valid_from))
	found = query.where((table.company == company) & table.valid_from.isnotnull()).run()
	return found[0][0] if found else None


def forget_live_versions() -> None:
	"""Call after a version goes live or retires. Until that is committed, this transaction alone sees it."""
	frappe.flags.li_models_are_changing = True
	frappe.db.after_commit.add(_have_changed)
	frappe.db.after_rollback.add(_have_changed)


def _have_changed() -> None:
	frappe.flags.li_models_are_changing = False
	forget_cached_live_versions()


def forget_cached_live_versions() -> None:
	frappe.cache.delete_keys(_CACHE)
