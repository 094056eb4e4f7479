"""Webhooks as admins keep them, for the domain. Address and secret are stored encrypted, and nothing hands them out again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from lead_intelligence.core.problems import Problem, Refused
from lead_intelligence.core.webhooks.addresses import masked_url, problems_of_url
from lead_intelligence.core.webhooks.kinds import Kind, ready_made
from lead_intelligence.core.webhooks.template import template_of

WEBHOOK = "Lead Webhook"
_SECONDS = range(1, 61)
_STANDARD_SECONDS = 10
_LAST_STATE = ("last_outcome", "last_outcome_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
	"""`template`: JSON data; None for the whole event as it is."""

	kind: Kind
	enabled: bool
	url: str = field(repr=False)
	secret: str | None = field(repr=False)
	seconds: int
	allow_private: bool
	template: Any


def receiver(name: str) -> Receiver | None:
	"""As stored now, or None where it is gone. Raises Refused where its template has become unusable."""
	if not frappe.db.exists(WEBHOOK, name):
		return None
	doc = frappe.get_doc(WEBHOOK, name)
	kind = Kind(doc.kind)
	return Receiver(
		kind=kind,
		enabled=bool(doc.enabled),
		url=url_of(doc),
		secret=doc.get_password("secret", raise_exception=False),
		seconds=min(max(cint(doc.timeout_seconds) or _STANDARD_SECONDS, _SECONDS[0]), _SECONDS[-1]),
		allow_private=bool(doc.allow_private),
		template=_template(doc, kind),
	)


def _template(doc: Document, kind: Kind) -> Any:
	if doc.template and doc.template.strip():
		return template_of(doc.template)
	return None if kind is Kind.GENERIC else ready_made(kind, _)


def url_of(doc: Document) -> str:
	return doc.get_password("url", raise_exception=False) or ""


def problems_in(doc: Document) -> list[Problem]:
	found = []
	# What is missing, Frappe itself says.
	if doc.url:
		doc.url = doc.url.strip()
		allow_private = bool(cint(doc.allow_private))
		found += [one.at("Address") for one in problems_of_url(url_of(doc), allow_private=allow_private)]
	doc.timeout_seconds = doc.timeout_seconds or _STANDARD_SECONDS
	if cint(doc.timeout_seconds) not in _SECONDS:
		found.append(Problem(message=_("Enter 1 to 60 seconds."), place="Time-Out"))
	if doc.template and doc.template.strip():
		try:
			template_of(doc.template)
		except Refused as refusal:
			found += [one.at("Template") for one in refusal.problems]
	return found


def complete(doc: Document) -> None:
	"""What follows from the rest, and what deliveries may have written since the form was opened."""
	doc.title = (doc.title or "").strip()
	doc.shown_url = masked_url(url_of(doc))
	stored = frappe.db.get_value(WEBHOOK, doc.name, _LAST_STATE, as_dict=True) if not doc.is_new() else None
	doc.update(stored or dict.fromkeys(_LAST_STATE))
