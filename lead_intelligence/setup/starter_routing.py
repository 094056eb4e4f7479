"""The starter routing: for each company whose leads are scored a draft of who gets them, with a pool of those who work in sales. It
is live for nobody."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document

from lead_intelligence.adapters.containment import in_savepoint, surviving
from lead_intelligence.adapters.desk_users import users_with_role
from lead_intelligence.adapters.live_versions import MODEL, ROUTING
from lead_intelligence.adapters.routing_pools import DOCTYPE as POOL
from lead_intelligence.adapters.sales_users import SALES, sales_users_among
from lead_intelligence.core.routing.policy import Target
from lead_intelligence.setup.sample_data import record

_SETTINGS, _SEEDED = "Lead Intelligence Settings", "starter_routing_installed"
_LOG_TITLE = "Lead Intelligence: the starter routing policy could not be installed"
_MOST_MEMBERS = 100


def seed_starter_routing() -> None:
	"""Once in the life of a company. It waits until the company has a live scoring model.

	A site where that fails is installed and its companies are saved all the same.
	"""
	companies = frappe.get_all(MODEL, filters={"status": "Live", "docstatus": 1}, pluck="company")
	seeded = (frappe.db.get_single_value(_SETTINGS, _SEEDED) or "").split("\n")
	sample = record.stored()
	for company in companies:
		if company in seeded or (sample and sample.company == company):
			continue
		with surviving(lambda: frappe.log_error(_LOG_TITLE)), in_savepoint():
			if not frappe.db.exists(ROUTING, {"company": company}):
				draft_routing(company)
			seeded.append(company)
			frappe.db.set_single_value(_SETTINGS, _SEEDED, "\n".join(filter(None, seeded)))


def draft_routing(company: str) -> Document:
	# What people are to keep is in their language, and theirs to change.
	language = frappe.db.get_single_value("System Settings", "language") or frappe.local.lang
	document = frappe.new_doc(ROUTING)
	document.update(
		{
			"company": company,
			"title": _("Standard", language),
			"rules": [{"title": _("By territory", language), "target": Target.TERRITORY.value}],
			"default_pool": _pool_of_sales(_("Sales Team", language)),
		}
	)
	return _inserted(document)


def _pool_of_sales(name: str) -> str:
	"""The one that is there, or a new one."""
	if not frappe.db.exists(POOL, name):
		document = frappe.new_doc(POOL)
		document.pool_name = name
		for user in sorted(sales_users_among(users_with_role(SALES)))[:_MOST_MEMBERS]:
			document.append("members", {"user": user})
		_inserted(document)
	return name


def _inserted(document: Document) -> Document:
	document.flags.ignore_permissions = True
	document.flags.nobody_reads = True
	return document.insert()
