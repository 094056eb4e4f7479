"""Where a digest leads: addresses of the site, whole, as a mail needs them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

import frappe
from frappe.utils import get_url

DASHBOARD = "/app/lead-intelligence"


def dashboard() -> str:
	return get_url(DASHBOARD)


def of_report(name: str, filters: Mapping[str, str]) -> str:
	return get_url(f"/app/query-report/{quote(name)}?{_query(filters)}")


def of_target(target: Mapping[str, Any]) -> str:
	"""Of a report or a list, as the dashboard names it."""
	if target["kind"] == "report":
		return of_report(target["name"], target["filters"])
	chosen = {field: json.dumps([operator, value]) for _doctype, field, operator, value in target["filters"]}
	slug = frappe.scrub(target["name"]).replace("_", "-")
	return get_url(f"/app/{quote(slug)}/view/list?{_query(chosen)}")


def _query(values: Mapping[str, Any]) -> str:
	return urlencode(values, quote_via=quote)
