"""Digests follow their readers and companies: one that becomes another brings no second digest, and one that goes takes its own along."""

from __future__ import annotations

import frappe

from lead_intelligence.adapters.digests.subscriptions import DOCTYPE

_OTHER = {"user": "company", "company": "user"}


def make_way(field: str, old: str, new: str) -> None:
	"""Before two users, or two companies, become one: where both have a digest, that of the one which stays is kept. `field`: `user` or
	`company`."""
	other = _OTHER[field]
	kept = frappe.get_all(DOCTYPE, filters={field: new}, pluck=other)
	if kept:
		frappe.db.delete(DOCTYPE, {field: old, other: ("in", kept)})


def forget(field: str, name: str) -> None:
	frappe.db.delete(DOCTYPE, {field: name})
