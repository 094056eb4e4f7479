"""Everything that we add to ERPNext's own doctypes. Installing and uninstalling both read these lists."""

from __future__ import annotations

from typing import Any

MODULE = "Lead Intelligence"

STAGES = (
	*("Raw", "Lead", "MQL", "SAL", "SQL", "Opportunity", "Customer"),
	*("Nurture", "Disqualified"),
)

CUSTOM_FIELDS: dict[str, list[dict[str, Any]]] = {
	"Lead": [
		{
			"fieldname": "li_subjects",
			"fieldtype": "Small Text",
			"label": "Subjects of Interest",
			"insert_after": "request_type",
		},
		{"fieldname": "li_postal_code", "fieldtype": "Data", "label": "Postal Code", "insert_after": "state"},
		{
			"fieldname": "li_owner_section",
			"fieldtype": "Section Break",
			"label": "Owner",
			"insert_after": "li_subjects",
		},
		{
			"fieldname": "li_owner_panel",
			"fieldtype": "HTML",
			"label": "Owner Panel",
			"insert_after": "li_owner_section",
		},
		{
			"fieldname": "li_response_section",
			"fieldtype": "Section Break",
			"label": "Response",
			"insert_after": "li_owner_panel",
		},
		{
			"fieldname": "li_clock_panel",
			"fieldtype": "HTML",
			"label": "Clock Panel",
			"insert_after": "li_response_section",
		},
		{
			"fieldname": "li_stage_section",
			"fieldtype": "Section Break",
			"label": "Stage",
			"insert_after": "li_clock_panel",
		},
		{
			"fieldname": "li_stage_panel",
			"fieldtype": "HTML",
			"label": "Stage Panel",
			"insert_after": "li_stage_section",
		},
		{
			"fieldname": "li_section",
			"fieldtype": "Section Break",
			"label": "Lead Score",
			"insert_after": "li_stage_panel",
		},
		{"fieldname": "li_panel", "fieldtype": "HTML", "label": "Score Panel", "insert_after": "li_section"},
		{
			"fieldname": "li_qualification_section",
			"fieldtype": "Section Break",
			"label": "Qualification",
			"insert_after": "li_panel",
		},
		{
			"fieldname": "li_qualification_panel",
			"fieldtype": "HTML",
			"label": "Qualification Panel",
			"insert_after": "li_qualification_section",
		},
		{
			"fieldname": "li_fields_section",
			"fieldtype": "Section Break",
			"label": "Score as Stored",
			"insert_after": "li_qualification_panel",
			"collapsible": 1,
			"depends_on": "eval:doc.li_scored_on",
		},
		{
			"fieldname": "li_score",
			"fieldtype": "Float",
			"label": "Score",
			"insert_after": "li_fields_section",
			"precision": "1",
			"in_list_view": 1,
		},
		{
			"fieldname": "li_grade",
			"fieldtype": "Data",
			"label": "Grade",
			"insert_after": "li_score",
			"in_list_view": 1,
			"in_standard_filter": 1,
			"search_index": 1,
		},
		{"fieldname": "li_column", "fieldtype": "Column Break", "insert_after": "li_grade"},
		{
			"fieldname": "li_scored_on",
			"fieldtype": "Datetime",
			"label": "Scored On",
			"insert_after": "li_column",
		},
		{
			"fieldname": "li_scoring_model",
			"fieldtype": "Data",
			"label": "Scoring Model",
			"insert_after": "li_scored_on",
		},
		{
			"fieldname": "li_points",
			"fieldtype": "Int",
			"label": "Score in Points",
			"insert_after": "li_scoring_model",
		},
		{
			"fieldname": "li_engagement",
			"fieldtype": "Int",
			"label": "Engagement",
			"insert_after": "li_points",
			"in_list_view": 1,
			"description": "The points of the score that come of what the lead did, as stored",
		},
		{
			"fieldname": "li_needs_evaluation",
			"fieldtype": "Check",
			"label": "To Be Evaluated Again",
			"insert_after": "li_engagement",
			"hidden": 1,
			"search_index": 1,
		},
		{
			"fieldname": "li_next_change_at",
			"fieldtype": "Datetime",
			"label": "Score Changes by Itself On",
			"insert_after": "li_needs_evaluation",
			"hidden": 1,
			"search_index": 1,
		},
		{
			"fieldname": "li_stage_fields_section",
			"fieldtype": "Section Break",
			"label": "Stage as Stored",
			"insert_after": "li_next_change_at",
			"collapsible": 1,
			"depends_on": "eval:doc.li_stage",
		},
		{
			"fieldname": "li_stage",
			"fieldtype": "Select",
			"options": "\n".join(("", *STAGES)),
			"label": "Lifecycle Stage",
			"insert_after": "li_stage_fields_section",
			"in_list_view": 1,
			"in_standard_filter": 1,
			"search_index": 1,
		},
		{
			"fieldname": "li_stage_since",
			"fieldtype": "Datetime",
			"label": "On This Stage Since",
			"insert_after": "li_stage",
			"description": "Empty when nobody knows since when",
		},
		{
			"fieldname": "li_cycle",
			"fieldtype": "Int",
			"label": "Cycle",
			"insert_after": "li_stage_since",
			"description": "0 for leads that were placed as history and not released yet; one more each time that a lead comes back",
		},
		{
			"fieldname": "li_due_at",
			"fieldtype": "Datetime",
			"label": "Due At",
			"insert_after": "li_cycle",
			"search_index": 1,
			"description": "The nearest moment at which the lead is to be answered, accepted or contacted again",
		},
		{
			"fieldname": "li_clocks",
			"fieldtype": "Data",
			"label": "Open Clocks",
			"insert_after": "li_due_at",
		},
		{
			"fieldname": "li_revisit_on",
			"fieldtype": "Date",
			"label": "Revisit On",
			"insert_after": "li_clocks",
			"search_index": 1,
		},
		{
			"fieldname": "li_proposed_stage",
			"fieldtype": "Data",
			"label": "Proposed Stage",
			"insert_after": "li_revisit_on",
			"description": "Its criteria are met, and nobody has moved the lead there yet",
		},
		{
			"fieldname": "li_definition",
			"fieldtype": "Data",
			"label": "Judged by the Agreement",
			"insert_after": "li_proposed_stage",
		},
		{
			# Forms send back what they were opened with, which tells those of before a change of owner from later ones.
			"fieldname": "li_assignment",
			"fieldtype": "Int",
			"label": "Last Change of Owner",
			"insert_after": "li_definition",
			"permlevel": 0,
			"hidden": 1,
			"report_hide": 1,
		},
	],
	"Territory": [
		{
			"fieldname": "li_time_zone",
			"fieldtype": "Autocomplete",
			"label": "Time Zone",
			"insert_after": "territory_manager",
			"description": "By whose clock the leads of the territory, and of those below it that have none of their own, are answered",
		},
	],
	"Company": [
		{
			"fieldname": "li_time_zone",
			"fieldtype": "Autocomplete",
			"label": "Time Zone",
			"insert_after": "default_holiday_list",
			"description": "By whose clock the leads are answered whose territory has no time zone. Empty: by that of the site.",
		},
	],
}

# What people enter, by doctype: fields like those of ERPNext.
ENTERED_FIELDS = {
	"Lead": ("li_subjects", "li_postal_code"),
	"Territory": ("li_time_zone",),
	"Company": ("li_time_zone",),
}
# What all others of our fields have in common: people read them, only the engine writes them.
OWN_FIELD_PROPERTIES = {
	"read_only": 1,
	"permlevel": 1,
	"no_copy": 1,
	"print_hide": 1,
	"allow_in_quick_entry": 0,
}
LAYOUT_TYPES = ("Section Break", "Column Break", "HTML")

# ERPNext looks leads up by the first three on every save and has no index on them. By the next three we find what was made
# of leads, by the others the lead that someone outside names by an address or a number, then what is planned with leads, and by the
# last two the purchase invoices that are costs of marketing.
INDEXED_FIELDS = (
	("Opportunity", "party_name"),
	*(("Quotation", "opportunity"), ("Quotation Item", "prevdoc_docname")),
	("Customer", "lead_name"),
	("Prospect Lead", "lead"),
	("Customer", "opportunity_name"),
	("Customer", "prospect_name"),
	("Contact Email", "email_id"),
	("Contact Phone", "phone"),
	("Lead", "phone"),
	("Lead", "mobile_no"),
	("Lead", "whatsapp_no"),
	("Event Participants", "reference_docname"),
	("Purchase Invoice", "project"),
	("Purchase Invoice Item", "cost_center"),
)

# Frappe stores the first choice where nobody chose. With a blank one first, "not said" can be told from "chosen".
CHOICES_WITHOUT_BLANK = (("Lead", "no_of_employees"), ("Lead", "qualification_status"))


def custom_fields() -> dict[str, list[dict[str, Any]]]:
	"""The custom fields as Frappe is to create them."""
	return {
		doctype: [
			{
				"module": MODULE,
				**(OWN_FIELD_PROPERTIES if _is_own(doctype, field) else {}),
				**field,
			}
			for field in fields
		]
		for doctype, fields in CUSTOM_FIELDS.items()
	}


def _is_own(doctype: str, field: dict[str, Any]) -> bool:
	return field["fieldtype"] not in LAYOUT_TYPES and field["fieldname"] not in ENTERED_FIELDS[doctype]
