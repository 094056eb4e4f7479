"""Completes ERPNext's setup wizard on a new site. Run as a program, with the site's name."""

from __future__ import annotations

import sys

COMPANY = "Atelier Lumière"


def complete_setup(site: str) -> None:
	import frappe
	from frappe.utils import now_datetime

	frappe.init(site=site)
	frappe.connect()
	from frappe.desk.page.setup_wizard.setup_wizard import setup_complete

	year = now_datetime().year
	setup_complete(
		{
			"language": "english",
			"country": "France",
			"timezone": "Europe/Paris",
			"currency": "EUR",
			"full_name": "Camille Martin",
			"email": "camille@atelier-lumiere.example",
			"password": "Lumiere-2024-desk",
			"company_name": COMPANY,
			"company_abbr": "AL",
			"chart_of_accounts": "Standard",
			"fy_start_date": f"{year}-01-01",
			"fy_end_date": f"{year}-12-31",
			"setup_demo": 0,
		}
	)
	settings = frappe.get_single("System Settings")
	settings.enable_onboarding = 0
	settings.save()
	frappe.db.commit()
	frappe.destroy()


if __name__ == "__main__":
	complete_setup(sys.argv[1])
