"""Uninstalling: ERPNext is left as it was before we came."""

from __future__ import annotations

import frappe

from lead_intelligence.setup.custom_fields import CUSTOM_FIELDS, LAYOUT_TYPES, MODULE
from lead_intelligence.setup.dashboard import remove_dashboard
from lead_intelligence.setup.kanban import remove_stage_boards
from lead_intelligence.setup.property_setters import remove_property_setters
from lead_intelligence.setup.roles import remove_roles
from lead_intelligence.setup.sample_data.removal import remove_before_uninstall

_SEQUENCES = (
	*("Lead Journey Entry", "Lead Touch", "Lead Qualification Answer", "Lead Handover"),
	*("Lead Clock", "Lead Escalation", "Lead Webhook Delivery", "Lead Stagnation"),
	*("Lead Assignment", "Lead Next Step", "Lead History Fact", "Lead Figure Mark", "Lead Deal"),
	"Lead Revenue Entry",
)
# Of ERPNext's own tables. Without the columns that are ours, they would stay with the others.
_INDEXES = (("Lead", "li_open_work"), ("Opportunity", "li_open_work"))
_SINGLES = ("Lead Intelligence Settings",)
_WITH_SECRETS = ("Lead Webhook",)
# Brought in from our files by Frappe 16, which does not take all of them away again.
_ON_THE_DESK = ("Desktop Icon", "Workspace Sidebar")

# Where Frappe notes things about the doctypes that we bring and leaves them when these go.
_TRACES = {
	"Version": "ref_doctype",
	"Comment": "reference_doctype",
	"DocShare": "share_doctype",
	"Tag Link": "document_type",
	"List Filter": "reference_doctype",
	"Custom DocPerm": "parent",
	"Custom Field": "dt",
	"Property Setter": "doc_type",
}


def before_uninstall() -> None:
	remove_before_uninstall()
	remove_property_setters()
	remove_stage_boards()
	remove_dashboard()
	remove_roles()
	for doctype, index in _INDEXES:
		if frappe.db.has_index(f"tab{doctype}", index):
			frappe.db.sql_ddl(f"alter table `tab{doctype}` drop index `{index}`")
	for doctype, fields in CUSTOM_FIELDS.items():
		_remove_fields(doctype, [field["fieldname"] for field in fields])
		_drop_columns(doctype, [f["fieldname"] for f in fields if f["fieldtype"] not in LAYOUT_TYPES])
	_remove_traces(frappe.get_all("DocType", filters={"module": MODULE}, pluck="name"))


def after_uninstall() -> None:
	for doctype in _SEQUENCES:
		frappe.db.sql_ddl(f"drop sequence if exists `{frappe.scrub(doctype)}_id_seq`")
	for doctype in _SINGLES:
		frappe.db.delete("Singles", {"doctype": doctype})
		frappe.db.delete("__Auth", {"doctype": doctype})
	for doctype in _WITH_SECRETS:
		frappe.db.delete("__Auth", {"doctype": doctype})
	frappe.db.delete("Scheduled Job Type", {"method": ("like", "lead_intelligence.%")})
	# Frappe notes there what is done already, and forgets it for no app.
	frappe.db.delete("Patch Log", {"patch": ("like", "lead_intelligence.%")})
	for doctype in filter(frappe.db.table_exists, _ON_THE_DESK):
		for name in frappe.get_all(doctype, filters={"app": "lead_intelligence"}, pluck="name"):
			# In developer mode, what happens on deletion would delete our file too.
			frappe.delete_doc(
				doctype,
				name,
				ignore_permissions=True,
				force=True,
				ignore_on_trash=True,
				delete_permanently=True,
			)
	frappe.clear_cache()
	# Frappe has committed for the last time before it calls this.
	frappe.db.commit()


def _remove_fields(doctype: str, fieldnames: list[str]) -> None:
	ours = {"dt": doctype, "fieldname": ("in", fieldnames)}
	for name in frappe.get_all("Custom Field", filters=ours, pluck="name"):
		frappe.delete_doc("Custom Field", name, ignore_permissions=True, force=True, delete_permanently=True)
	# What users set on our fields by Customize Form goes with the fields.
	frappe.db.delete("Property Setter", {"doc_type": doctype, "field_name": ("in", fieldnames)})
	frappe.clear_cache(doctype=doctype)


def _drop_columns(doctype: str, fieldnames: list[str]) -> None:
	present = set(frappe.db.get_table_columns(doctype))
	columns = [name for name in fieldnames if name in present]
	if columns:
		drops = ", ".join(f"drop column `{name}`" for name in columns)
		frappe.db.sql_ddl(f"alter table `tab{doctype}` {drops}")


def _remove_traces(doctypes: list[str]) -> None:
	for table, field in _TRACES.items():
		frappe.db.delete(table, {field: ("in", doctypes)})
	settings = frappe.qb.Table("__UserSettings")
	frappe.qb.from_(settings).delete().where(settings.doctype.isin(doctypes)).run()
