"""Two people import the same file at the same moment."""

from __future__ import annotations

from threading import Barrier
from typing import Any

import frappe
import pytest

from lead_intelligence.api import marketing_cost_file as api
from tests.site.at_once import all_at_once
from tests.site.cost_builders import COMPANY, cost_company

LINES = ("Source,From,To,Amount", *(f"Radio at once,2024-01-{day:02},,{day}" for day in range(1, 29)))
COLUMNS = [{"column": name, "meaning": name} for name in ("Source", "From", "To", "Amount")]


@pytest.fixture
def file(live_site):
	def make() -> str:
		take_away()
		cost_company()
		content = "\n".join(LINES)
		return str(
			frappe.get_doc(
				{"doctype": "File", "file_name": "at-once.csv", "content": content, "is_private": 1}
			)
			.insert()
			.file_url
		)

	yield live_site.run(make)
	live_site.run(take_away)


def take_away() -> None:
	frappe.db.delete("Marketing Cost", {"company": COMPANY})
	frappe.db.delete("Marketing Cost Import", {"company": COMPANY})


def test_the_costs_are_added_once(live_site, file):
	both_have_read = Barrier(2)

	def add() -> dict[str, Any]:
		written = {"date_order": "Year-Month-Day", "decimal_sign": "1,234.56"}
		# What a request has read before it waits stays what it sees, whatever another one stores meanwhile.
		assert frappe.db.count("Marketing Cost", {"company": COMPANY}) == 0
		both_have_read.wait(60)
		return api.add(file, COMPANY, COLUMNS, **written)

	found = all_at_once(live_site, add, add)
	done = [one for one in found if isinstance(one, dict)]
	refused = [one for one in found if isinstance(one, frappe.ValidationError)]
	assert (len(done), len(refused)) == (1, 1), found
	assert "there already" in str(refused[0])
	assert live_site.run(lambda: frappe.db.count("Marketing Cost", {"company": COMPANY})) == 28
