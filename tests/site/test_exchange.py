"""A scoring model goes through the desk and comes out as it went in."""

import json

import pytest

from lead_intelligence.api.scoring_model import export_model, import_model
from lead_intelligence.core.scoring.exchange import model_from_json, model_to_data
from tests.bench.base_company import COMPANY

MODEL = {
	"format": "lead-intelligence/scoring-model/1",
	"name": "Exchanged",
	"scale": "points",
	"fit": {
		"groups": [{"group": "Company", "at_most": 123457, "at_least": -199999}],
		"rules": [
			{
				"rule": "Website",
				"condition": {"field": "website", "operator": "is set"},
				"points": -7,
				"group": "Company",
				"valid_from": "2024-02-29",
				"disqualifies": True,
			}
		],
	},
}


@pytest.mark.parametrize("bound", [50, 12.5, 33.333333, 1234567, 1234567.25])
def test_a_model_keeps_every_digit(bound):
	grades = [{"grade": "High", "at_least": bound, "colour": "Green"}, {"grade": "Low"}]
	given = json.dumps({**MODEL, "grades": grades})
	name = import_model(given, COMPANY)
	exported = json.loads(export_model(name))
	assert exported.pop("version") == name
	assert exported == model_to_data(model_from_json(given))
