from __future__ import annotations

import importlib.util
from importlib.resources import files
from pathlib import Path

from .runs import rows_of, run

WRITER = Path(__file__).parents[3] / "examples" / "sample_company" / "write_leads.py"


def test_it_audits_the_sample_company(tmp_path: Path) -> None:
	result = run("demo", out=tmp_path / "demo")

	assert result.exit_code == 0, result.errors
	assert str((tmp_path / "demo" / "report.html").resolve()) in result.output
	summary = result.summary
	assert summary["rows"]["scored"] > 400
	assert summary["rows"]["rejected"] == len(rows_of(tmp_path / "demo" / "rejects.csv")) - 1 > 0
	assert summary["rows"]["blank"] > 0
	assert summary["file"]["erpnext_export"] is True
	assert summary["outcome"]["roc_auc"] > 0.6
	assert any(field["unreadable"] for field in summary["fields"])
	assert summary["grades"][0]["rate"] > summary["grades"][-1]["rate"]


def test_it_is_the_same_every_time(tmp_path: Path) -> None:
	one, two = run("demo", out=tmp_path / "one"), run("demo", out=tmp_path / "two")

	for name in ("scored.csv", "rejects.csv", "summary.json", "report.html"):
		assert (one.folder / name).read_bytes() == (two.folder / name).read_bytes()


def test_its_leads_are_those_that_the_example_writes() -> None:
	specification = importlib.util.spec_from_file_location("write_leads", WRITER)
	assert specification is not None
	assert specification.loader is not None
	writer = importlib.util.module_from_spec(specification)
	specification.loader.exec_module(writer)

	packaged = files("lead_intelligence.audit.demo").joinpath("ateliers-lumen-leads.csv").read_bytes()

	assert packaged.decode("utf-8") == writer.leads_csv()
