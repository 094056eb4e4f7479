"""What marketing of the sample company costs: so much a month, and a fair each spring and autumn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from frappe.utils import add_months, get_first_day, get_last_day, now_datetime

from lead_intelligence.adapters.marketing_costs.saving import COST, title_of
from lead_intelligence.adapters.statements import insert_rows
from lead_intelligence.setup.sample_data import vocabulary as words
from lead_intelligence.setup.sample_data.record import PREFIX
from lead_intelligence.setup.sample_data.story import DAYS

_MONTHS = DAYS // 30
_COLUMNS = (
	*("name", "creation", "modified", "owner", "modified_by", "company", "origin", "source", "campaign"),
	*("title", "from_date", "to_date", "amount", "currency", "conversion_rate", "base_amount"),
)


def write_costs(company: str, size: int, today: date) -> None:
	"""Of the months before `today`, in which its leads came in. The caller commits."""
	now = now_datetime()
	rows: list[tuple[Any, ...]] = []
	for number, (source, campaign, first, last, amount) in enumerate(_costs(today), 1):
		by_nobody = (now, now, "Administrator", "Administrator", company, "Manual")
		of = (source, campaign or None, title_of(source, campaign), first, last)
		rows.append((f"{PREFIX}COST-{number:04}", *by_nobody, *of, amount * size, "EUR", 1, amount * size))
	insert_rows(COST, _COLUMNS, rows, numbered=False)


def _costs(today: date) -> Iterator[tuple[str, str, date, date, int]]:
	for back in range(_MONTHS, -1, -1):
		month = get_first_day(add_months(today, -back))
		for source, campaign, amount in words.MONTHLY_COSTS:
			yield source, campaign, month, get_last_day(month), amount
		if month.month in words.FAIR_MONTHS:
			source, campaign, amount = words.FAIR_COST
			yield source, campaign, month + timedelta(days=9), month + timedelta(days=11), amount
