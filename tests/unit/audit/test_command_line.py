from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from click.testing import CliRunner

from lead_intelligence import __version__
from lead_intelligence.audit.cli import main

from .runs import LEADS, MAP, a_file, a_model


def invoke(*arguments: str) -> str:
	result = CliRunner().invoke(main, arguments, catch_exceptions=False)
	assert result.exit_code == 0, result.stderr
	return result.stdout


def test_the_version_is_that_of_the_package() -> None:
	assert __version__ in invoke("--version")


def test_help_names_every_option() -> None:
	text = invoke("audit", "--help")

	for option in (
		"--map",
		"--model",
		"--compare",
		"--newer-than",
		"--outcome",
		"--out",
		"--suggest-map",
		"--today",
		"--delimiter",
		"--encoding",
		"--sheet",
	):
		assert option in text
	assert "demo" in invoke("--help")


def test_a_missing_file_name_is_a_matter_of_usage() -> None:
	result = CliRunner().invoke(main, ["audit"])

	assert result.exit_code == 2
	assert "Missing argument 'FILE'" in result.stderr


def test_results_go_beside_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
	monkeypatch.chdir(tmp_path)
	a_file(tmp_path, LEADS)
	a_file(tmp_path, MAP, "map.yaml")
	a_model(tmp_path)

	invoke("audit", "leads.csv", "--map", "map.yaml", "--model", "model.json")

	assert (tmp_path / "leads-audit" / "report.html").is_file()


def test_in_a_process_of_its_own_nothing_but_the_summary_is_printed(tmp_path: Path) -> None:
	code = "from lead_intelligence.audit.cli import main; main()"
	arguments = [
		"audit",
		a_file(tmp_path, LEADS),
		"--map",
		a_file(tmp_path, MAP, "map.yaml"),
		"--model",
		a_model(tmp_path),
	]

	done = subprocess.run(
		[sys.executable, "-c", code, *map(str, arguments), "--out", str(tmp_path / "out")],
		capture_output=True,
		text=True,
		encoding="utf-8",
		cwd=Path(__file__).parents[3],
		check=False,
	)

	assert (done.returncode, done.stderr) == (0, "")
	assert "4 rows read: 4 scored, 0 rejected" in done.stdout


def test_frappe_is_never_loaded(tmp_path: Path) -> None:
	code = "import sys, lead_intelligence.audit.cli; sys.exit('frappe' in sys.modules or 'requests' in sys.modules)"

	assert (
		subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[3], check=False).returncode
		== 0
	)


def test_the_entry_point_is_installed() -> None:
	found = [point for point in entry_points(group="console_scripts") if point.name == "lead-intelligence"]
	if not found:
		pytest.skip("the package is not installed, so it has no entry point")

	assert found[0].value == "lead_intelligence.audit.cli:main"
