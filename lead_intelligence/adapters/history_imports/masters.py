"""What the lines of a file refer to: sources, campaigns, territories, market segments and users, by their names."""

from __future__ import annotations

from typing import Final

import frappe
from frappe.utils.nestedset import get_root_of

from lead_intelligence.adapters.erpnext_versions import actual_name
from lead_intelligence.core.imported_history.meanings import Meaning
from lead_intelligence.core.imported_history.references import CREATED, missing, not_to_create, user_among

FIELDS: Final = {
	Meaning.SOURCE: "source",
	Meaning.CAMPAIGN: "campaign",
	Meaning.TERRITORY: "territory",
	Meaning.MARKET_SEGMENT: "market_segment",
}
_NAME_FIELDS = ("source_name", "campaign_name", "territory_name")
_TERRITORY = "Territory"


def field_of(meaning: Meaning) -> str:
	"""The field of Lead on this site."""
	return actual_name(FIELDS[meaning])


def doctype_of(meaning: Meaning) -> str:
	return str(frappe.get_meta("Lead").get_field(field_of(meaning)).options)


class Masters:
	"""`creates`: whether those that are missing are made, or would be. `makes`: whether that is done now, or only noted under `new`."""

	def __init__(self, *, creates: bool, makes: bool) -> None:
		self._creates = creates
		self._makes = makes
		self._names: dict[Meaning, dict[str, str]] = {}
		self._users: dict[str, set[str]] = {}
		self.new: dict[Meaning, set[str]] = {}

	def name_of(self, meaning: Meaning, text: str) -> str:
		"""As it is stored; capitals play no part. Raises Refused where there is none and none is to be made."""
		names = self._names.get(meaning)
		if names is None:
			stored = frappe.get_all(doctype_of(meaning), pluck="name")
			names = self._names[meaning] = {name.casefold(): name for name in stored}
		known = names.get(text.casefold())
		if known:
			return known
		if not (self._creates and meaning in CREATED):
			raise missing(meaning, text)
		if not frappe.has_permission(doctype_of(meaning), "create"):
			raise not_to_create(meaning, text)
		made = names[text.casefold()] = self._made(meaning, text) if self._makes else text
		self.new.setdefault(meaning, set()).add(made)
		return made

	def _made(self, meaning: Meaning, text: str) -> str:
		doctype = doctype_of(meaning)
		doc = frappe.new_doc(doctype)
		for fieldname in _NAME_FIELDS:
			if doc.meta.has_field(fieldname):
				doc.set(fieldname, text)
		if doctype == _TERRITORY:
			doc.parent_territory = get_root_of(_TERRITORY)
		return str(
			doc.insert(ignore_permissions=True, set_name=text if _is_named_freely(doc.meta) else None).name
		)

	def user_of(self, text: str) -> str:
		"""By the id or the full name. Raises Refused unless exactly one is meant."""
		if not self._users:
			for name, full_name in frappe.get_all("User", fields=["name", "full_name"], as_list=True):
				for key in {name.casefold(), (full_name or name).casefold()}:
					self._users.setdefault(key, set()).add(name)
		return user_among(self._users, text)


def _is_named_freely(meta: frappe.model.meta.Meta) -> bool:
	return (meta.autoname or "").lower() in ("", "prompt")
