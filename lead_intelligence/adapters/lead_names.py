"""How people call a lead: by its name and its company."""

from __future__ import annotations

from frappe.utils import cstr


def name_and_company(lead_name: object, company_name: object, lead: object) -> str:
	"""As written by outsiders: to be escaped where it becomes markup. `lead`: the id, for one without a name."""
	who, company = cstr(lead_name or lead), cstr(company_name)
	return f"{who} ({company})" if company and company != who else who
