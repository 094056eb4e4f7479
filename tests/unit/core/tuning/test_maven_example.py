"""On real outcomes: who sold what to whom in which region says little of whether it was won, and nothing else is told."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from lead_intelligence.core.scoring.compiled import CompiledModel, compile_model
from lead_intelligence.core.snapshot.fields import Field, FieldCatalogue
from lead_intelligence.core.snapshot.lead_snapshot import take_snapshot
from lead_intelligence.core.snapshot.values import Kind
from lead_intelligence.core.tuning.suggestions import for_rules
from tests.builders import a_model, a_rule, when

from .past import TODAY, Past, compared

MAVEN = Path(__file__).resolve().parents[5] / "shared" / "data" / "maven"
FIELDS = ("region", "product", "sector", "agent")
CATALOGUE = FieldCatalogue([Field(name=name, label=name.title(), kind=Kind.TEXT) for name in FIELDS])

pytestmark = pytest.mark.skipif(
	not MAVEN.is_dir(), reason=f"{MAVEN} is not there: the figures of the real data cannot be checked"
)


def rows(name: str) -> list[dict[str, str]]:
	with (MAVEN / f"{name}.csv").open(encoding="utf-8", newline="") as file:
		return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def deals() -> list[Past]:
	regions = {row["sales_agent"]: row["regional_office"] for row in rows("sales_teams")}
	sectors = {row["account"]: row["sector"] for row in rows("accounts")}

	def past(row: dict[str, str]) -> Past:
		fields = {
			"region": regions[row["sales_agent"]],
			"product": row["product"],
			"sector": sectors[row["account"]],
			"agent": row["sales_agent"],
		}
		return Past(take_snapshot(fields, CATALOGUE), row["deal_stage"] == "Won")

	return [past(row) for row in rows("sales_pipeline") if row["deal_stage"] in ("Won", "Lost")]


def a_rule_for_every_value(deals: list[Past], points: int) -> CompiledModel:
	values = sorted({(field, str(deal.lead.values[field])) for deal in deals for field in FIELDS})
	rules = [a_rule(when(field, "is", value), points, f"{field} {value}") for field, value in values]
	return compile_model(a_model(*rules), CATALOGUE)


@pytest.mark.parametrize("points", [10, -10])
def test_no_value_is_found_to_point_the_wrong_way(deals: list[Past], points: int) -> None:
	model = a_rule_for_every_value(deals, points)

	comparison = compared(deals, model)

	assert (comparison.seen.leads, comparison.seen.judged.won) == (6_711, 4_238)
	assert len(model.rules) == 3 + 7 + 10 + 30
	kinds = {one.kind for of_rule in for_rules(comparison.matches, model, TODAY) for one in of_rule}
	assert "wrong way" not in kinds
