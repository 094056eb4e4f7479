"""Files of dated stages made of the real data, where it is there."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

_DATA = Path(__file__).resolve().parents[5] / "shared" / "data"
OLIST, MAVEN = _DATA / "olist", _DATA / "maven"

needs_olist = pytest.mark.skipif(not OLIST.is_dir(), reason=f"{OLIST} is not there")
needs_maven = pytest.mark.skipif(not MAVEN.is_dir(), reason=f"{MAVEN} is not there")


def rows_of(path: Path) -> list[dict[str, str]]:
	with path.open(encoding="utf-8", newline="") as file:
		return list(csv.DictReader(file))


def olist_file(folder: Path) -> Path:
	"""A row is a qualified lead: when it was first in contact, and when it was won."""
	deals = {deal["mql_id"]: deal for deal in rows_of(OLIST / "olist_closed_deals_dataset.csv")}
	path = folder / "olist.csv"
	with path.open("w", encoding="utf-8", newline="") as file:
		writer = csv.writer(file)
		writer.writerow(["mql_id", "first_contact_date", "origin", "won_date", "sdr_id", "sr_id"])
		for lead in rows_of(OLIST / "olist_marketing_qualified_leads_dataset.csv"):
			deal = deals.get(lead["mql_id"], {})
			names = ("won_date", "sdr_id", "sr_id")
			writer.writerow(
				[
					lead["mql_id"],
					lead["first_contact_date"],
					lead["origin"],
					*(deal.get(name, "") for name in names),
				]
			)
	return path


def maven_file(folder: Path) -> Path:
	"""A row is an event: an opportunity came to a stage. Of those in prospecting nobody knows since when."""
	regions = {rep["sales_agent"]: rep["regional_office"] for rep in rows_of(MAVEN / "sales_teams.csv")}
	path = folder / "maven.csv"
	with path.open("w", encoding="utf-8", newline="") as file:
		writer = csv.writer(file)
		writer.writerow(["opportunity_id", "stage", "at", "region", "close_value"])
		for deal in rows_of(MAVEN / "sales_pipeline.csv"):
			of_all = (deal["opportunity_id"], regions[deal["sales_agent"]])
			if deal["deal_stage"] == "Prospecting":
				writer.writerow([of_all[0], "Prospecting", "", of_all[1], ""])
				continue
			writer.writerow([of_all[0], "Engaging", deal["engage_date"], of_all[1], ""])
			if deal["deal_stage"] in ("Won", "Lost"):
				writer.writerow(
					[of_all[0], deal["deal_stage"], deal["close_date"], of_all[1], deal["close_value"]]
				)
	return path
