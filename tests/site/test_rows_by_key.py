"""Rows that are changed or deleted by their names do not wait for rows beside them, however few there are."""

from __future__ import annotations

import frappe
import pytest

from lead_intelligence.adapters.statements import delete_rows, insert_rows, update_rows
from tests.site.at_once import impatient

MARK = "Lead Figure Mark"


@pytest.fixture
def marks(live_site):
	"""All that there are."""

	def written() -> list[int]:
		frappe.db.delete(MARK)
		rows = [("Milestones", "Lead", f"lead {number}") for number in range(12)]
		insert_rows(MARK, ("figures", "record_type", "record"), rows, numbered=True)
		return frappe.get_all(MARK, pluck="name", order_by="name")

	# What earlier tests have left to do leaves marks too.
	live_site.wait_for_jobs()
	names = live_site.run(written)
	yield names
	live_site.run(lambda: frappe.db.delete(MARK))


def beside(live_site, locked: int, act) -> None:
	def hold() -> None:
		frappe.db.get_value(MARK, locked, "name", for_update=True)
		live_site.run(act)

	live_site.run(hold)


def test_an_update(live_site, marks):
	def act() -> None:
		impatient()
		update_rows(MARK, marks[1:], {"record": "the same"})

	beside(live_site, marks[0], act)
	found = live_site.run(lambda: frappe.get_all(MARK, fields=["name", "record"], order_by="name"))
	assert [row.name for row in found] == marks
	assert [row.record for row in found] == ["lead 0", *["the same"] * 11]


def test_a_deletion(live_site, marks):
	def act() -> None:
		impatient()
		delete_rows(MARK, marks[1:])

	beside(live_site, marks[0], act)
	assert live_site.run(lambda: frappe.get_all(MARK, pluck="name")) == marks[:1]


def test_a_deletion_of_none(live_site, marks):
	live_site.run(lambda: delete_rows(MARK, []))
	assert live_site.run(lambda: frappe.db.count(MARK)) == len(marks)
