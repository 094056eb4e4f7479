from __future__ import annotations

import csv
import io
from pathlib import Path

from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lead_intelligence.audit.cli import main
from lead_intelligence.audit.mapping.map_file import parse_map, read_map
from lead_intelligence.audit.mapping.suggestion import suggested_map
from lead_intelligence.audit.mapping.yaml_text import load_yaml
from lead_intelligence.audit.tables.delimited_text import DelimitedText
from lead_intelligence.core.snapshot.values import Kind

from .runs import a_file

LEADS = "Lead Number,Origin,Visits,Revenue €,Since,Agreed,Region,Converted,Empty,Always\n" + "".join(
	f'{number},{("Web", "Fair", "Select")[number % 3]},{number % 7},"1.{number:03},50",{number % 28 + 1:02}/0{number % 9 + 1}/2024,'
	f"{('Yes', 'No')[number % 2]},Europe > {('France', 'Italy')[number % 2]},{number % 2},,x\n"
	for number in range(100, 160)
)


def suggest(*arguments: object) -> Result:
	return CliRunner().invoke(main, ["audit", *map(str, arguments)], catch_exceptions=False)


def test_the_draft_names_kinds_placeholders_id_and_outcome(tmp_path: Path) -> None:
	leads, draft = a_file(tmp_path, LEADS), tmp_path / "draft.yaml"

	result = suggest(leads, "--suggest-map", draft)

	assert result.exit_code == 0, result.stderr
	found = read_map(draft, DelimitedText(leads).columns)
	kinds = {mapped.field.name: mapped.field.kind for mapped in found.fields}
	assert found.id_column == "Lead Number"
	assert found.outcome is not None
	assert (found.outcome.column, found.outcome.won, found.outcome.lost) == ("Converted", ("1",), ("0",))
	assert kinds == {
		"origin": Kind.CHOICE,
		"visits": Kind.NUMBER,
		"revenue": Kind.MONEY,
		"since": Kind.DATE,
		"agreed": Kind.YES_NO,
		"region": Kind.TREE,
	}
	by_name = {mapped.field.name: mapped for mapped in found.fields}
	assert by_name["origin"].unknown == {"select"}
	assert by_name["revenue"].decimal == ","
	assert by_name["since"].dates == ("DD/MM/YYYY",)
	assert by_name["region"].separator == " > "
	text = draft.read_text(encoding="utf-8")
	assert "#   column: Empty" in text
	assert "always 'x'" in text
	assert "# converted:  # the outcome" in text


def test_a_draft_is_never_written_over(tmp_path: Path) -> None:
	draft = a_file(tmp_path, "precious", "draft.yaml")

	result = suggest(a_file(tmp_path, LEADS), "--suggest-map", draft)

	assert result.exit_code == 2
	assert "exists already" in result.stderr
	assert draft.read_text() == "precious"


def test_the_leads_named_right_after_the_option_are_the_leads(tmp_path: Path, monkeypatch) -> None:
	monkeypatch.chdir(tmp_path)
	leads = a_file(tmp_path, LEADS)

	result = suggest("--suggest-map", leads)

	assert result.exit_code == 0, result.stderr
	assert (tmp_path / "map.yaml").is_file()
	assert leads.read_text() == LEADS


def test_a_file_without_rows_suggests_nothing(tmp_path: Path) -> None:
	result = suggest(a_file(tmp_path, "a,b\n"), "--suggest-map", tmp_path / "draft.yaml")

	assert result.exit_code == 2
	assert "no rows from which" in result.stderr


texts = st.text(
	st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), min_size=1, max_size=15
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(
	names=st.lists(texts.map(lambda text: f"n {text}".strip()), min_size=2, max_size=4, unique=True),
	rows=st.lists(st.lists(texts, min_size=4, max_size=4), min_size=1, max_size=6),
)
def test_every_draft_can_be_read(tmp_path: Path, names: list[str], rows: list[list[str]]) -> None:
	file = io.StringIO()
	header = ["Fixed name", *names]
	csv.writer(file, quoting=csv.QUOTE_ALL).writerows([header, *([*row[: len(names)], "x"] for row in rows)])
	if len({name.strip() for name in header}) < len(header):
		return
	table = DelimitedText(a_file(tmp_path, file.getvalue()), encoding="utf-8", delimiter=",")

	draft, columns = suggested_map(table, "leads.csv")

	assert columns == len(header)
	data = load_yaml(draft, "draft")
	if data["fields"]:
		found = parse_map(data, table.columns, "draft")
		assert {mapped.column for mapped in found.fields} <= set(table.columns)
