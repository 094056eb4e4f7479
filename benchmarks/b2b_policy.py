"""A response policy as companies have one, live: targets by grade, the time until the next touch, and three steps of escalation."""

from __future__ import annotations

import frappe


def promise(**fields: object) -> None:
	frappe.get_doc(
		{
			"doctype": "Lead SLA Policy",
			"title": "Measured",
			"company": frappe.defaults.get_global_default("company"),
			"targets": [
				{"grade": "A", "first_response_minutes": 15, "next_touch_hours": 16},
				{"first_response_minutes": 240, "next_touch_hours": 16},
			],
			"escalations": [
				{"offset_value": 50, "offset_unit": "Percent", "action": "Notify Owner"},
				{"offset_value": 100, "offset_unit": "Percent", "action": "Notify Manager"},
				{
					"offset_value": 240,
					"offset_unit": "Minutes",
					"direction": "After Due",
					"action": "Notify Role",
					"role": "Sales Manager",
				},
			],
			**fields,
		}
	).insert().submit()
