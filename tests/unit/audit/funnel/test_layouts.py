"""Which file says what: rows that are cases and rows that are events, and what their columns are called."""

from __future__ import annotations

import pytest

from tests.unit.audit.funnel.funnel_runs import LONG, came, found, funnel, group, reached, time_between

EVENTS = "a,Lead,2024-01-01\nb,Lead,2024-01-05\na,MQL,2024-01-03\na,Won,2024-02-01\n"


def test_a_row_is_a_case(tmp_path):
	summary = found(
		tmp_path, "1,2024-01-01,2024-01-03,2024-02-01\n2,2024-01-05,,\n3,2024-01-06,,2024-01-09\n"
	)

	assert summary["layout"] == "wide"
	assert summary["columns"]["id"] == "id"
	assert reached(summary) == {"lead_at": 3, "mql_at": 2, "won_at": 2}
	assert came(summary) == {"lead_at": 3, "mql_at": 1, "won_at": 2}
	assert [stage["skipped"] for stage in summary["stages"]] == [0, 1, 0]


def test_a_row_is_an_event(tmp_path):
	summary = found(tmp_path, EVENTS, header=LONG)

	assert summary["layout"] == "long"
	assert (summary["columns"]["id"], summary["columns"]["stage"], summary["columns"]["at"]) == (
		"case",
		"stage",
		"at",
	)
	assert summary["cases"]["all"] == 2
	assert reached(summary) == {"Lead": 2, "MQL": 1, "Won": 1}
	assert time_between(summary, "Lead", "Won")["days"]["median"] == 31


@pytest.mark.parametrize(
	"header",
	[
		"case:concept:name,concept:name,time:timestamp\n",
		"Case ID,Activity,Complete Timestamp\n",
		"lead_id,status,date\n",
		"Lead,Stage,Reached On\n",
		"deal_id,deal_stage,changed_at\n",
		"application,event,when\n",
	],
)
def test_the_names_of_logs(tmp_path, header):
	assert reached(found(tmp_path, EVENTS, header=header)) == {"Lead": 2, "MQL": 1, "Won": 1}


def test_a_log_with_a_second_column_of_dates(tmp_path):
	rows = "".join(f"{row},2020-01-01\n" for row in EVENTS.splitlines())

	summary = found(tmp_path, rows, header="case:concept:name,concept:name,time:timestamp,case:REG_DATE\n")

	assert summary["columns"]["at"] == "time:timestamp"
	assert reached(summary) == {"Lead": 2, "MQL": 1, "Won": 1}


def test_the_present_stage_beside_dates_of_stages_does_not_make_a_row_an_event(tmp_path):
	summary = found(
		tmp_path,
		"1,Won,2024-01-01,2024-02-01\n2,Open,2024-01-02,\n",
		"--group-by",
		"deal_stage",
		header="id,deal_stage,engaged_on,closed_on\n",
	)

	assert summary["layout"] == "wide"
	assert summary["columns"]["stages"] == ["engaged_on", "closed_on"]
	assert group(summary, "Won")["cases"] == 1


def test_columns_that_are_named(tmp_path):
	summary = found(
		tmp_path,
		"x1,a,2024-01-01,Lead\nx2,a,2024-01-04,Won\n",
		*("--id", "Whose", "--stage", "what", "--at", "then"),
		header="nr,whose,then,what\n",
	)

	assert reached(summary) == {"Lead": 1, "Won": 1}


def test_the_layout_can_be_said(tmp_path):
	summary = found(tmp_path, EVENTS, "--layout", "wide", "--stages", "at", header=LONG)

	assert summary["layout"] == "wide"
	assert summary["cases"]["all"] == 4
	assert any("rows with the ID of a row above" in note for note in summary["cautions"])


def test_stages_are_named_in_order_whatever_the_order_of_columns(tmp_path):
	summary = found(
		tmp_path,
		"1,2024-03-01,2024-01-01,2023-01-01\n",
		"--stages",
		"Lead, won",
		header="id,won,lead,born_on\n",
	)

	assert list(reached(summary)) == ["lead", "won"]
	assert summary["order_of_stages"] == "given"


def test_a_name_with_a_comma_stands_in_quotes(tmp_path):
	rows = 'a,"Called, once",2024-01-01\na,Won,2024-01-04\n'

	assert list(reached(found(tmp_path, rows, "--stages", '"called, once",Won', header=LONG))) == [
		"called, once",
		"Won",
	]


def test_dates_that_are_of_no_stage_are_left_out_and_told(tmp_path):
	summary = found(
		tmp_path,
		"1,2024-01-01,2024-02-01,1980-01-01,2024-06-01\n",
		header="id,lead_at,won_at,date_of_birth,modified\n",
	)

	assert summary["columns"]["stages"] == ["lead_at", "won_at"]
	assert any("'date_of_birth', 'modified'" in note for note in summary["cautions"])


def test_a_stage_that_nobody_has_reached_is_a_stage(tmp_path):
	summary = found(tmp_path, "1,2024-01-01,,\n2,2024-01-02,,\n")

	assert reached(summary) == {"lead_at": 2, "mql_at": 0, "won_at": 0}
	assert "No case came to 'won_at'." in summary["cautions"]


def test_a_column_whose_first_date_comes_late_is_a_stage(tmp_path):
	rows = "".join(f"{number},2024-01-01,,\n" for number in range(3_000)) + "x,2024-01-01,,2024-02-01\n"

	assert reached(found(tmp_path, rows))["won_at"] == 1


def test_order_is_found_in_the_dates(tmp_path):
	rows = (
		"a,Signed,2024-03-01\na,Called,2024-01-01\na,Offer,2024-02-01\nb,Offer,2024-02-05\nb,Called,2024-02-01\n"
		"c,Called,2024-01-01\n"
	)

	result = funnel(tmp_path, rows, header=LONG)

	assert reached(result.summary) == {"Called": 3, "Offer": 2, "Signed": 1}
	assert "The order of the stages was found in the dates: Called, Offer, Signed." in result.output


def test_the_stages_of_the_app_have_their_order(tmp_path):
	rows = "a,MQL,2024-01-01\na,Raw,2024-01-02\nb,Nurture,2024-01-01\nb,Lead,2024-01-05\n"

	summary = found(tmp_path, rows, header=LONG)

	assert list(reached(summary)) == ["Raw", "Lead", "MQL"]
	assert [(one["stage"], one["came"]) for one in summary["beside"]] == [("Nurture", 1)]
	assert not any("order of the stages" in note for note in summary["cautions"])


def test_stages_are_the_same_however_they_are_written(tmp_path):
	rows = "a,Lead,2024-01-02\nb,LEAD ,2024-01-01\na,lead,2024-01-01\nb,won,2024-01-03\na,Won,2024-01-03\n"

	summary = found(tmp_path, rows, header=LONG)

	assert came(summary) == {"Lead": 2, "won": 2}
	assert summary["rows"]["repeated_stages"] == 1


def test_the_first_time_counts_whatever_the_order_of_lines(tmp_path):
	rows = "a,Won,2024-02-09\na,Lead,2024-01-05\na,Lead,2024-01-01 10:00\na,Won,2024-02-01\na,Lead,2024-01-01 09:00\n"

	summary = found(tmp_path, rows, header=LONG)

	assert time_between(summary, "Lead", "Won")["days"]["median"] == 31
	assert summary["rows"]["repeated_stages"] == 3
	assert any("There are 3 rows that bring a case again" in note for note in summary["cautions"])


def test_a_stage_without_a_moment_is_reached_and_not_timed(tmp_path):
	rows = "a,Lead,2024-01-01\na,Won,\nb,Lead,NULL\nb,Won,2024-01-09\nb,Won,\nc,Lead,\n"

	summary = found(tmp_path, rows, "--stages", "Lead,Won", header=LONG)

	assert came(summary) == {"Lead": 3, "Won": 2}
	assert [stage["undated"] for stage in summary["stages"]] == [2, 1]
	assert summary["rows"]["undated"] == 4
	assert time_between(summary, "Lead", "Won")["days"] is None
	assert sum(row["cases"] for row in summary["cohorts"]["rows"]) == 2
	assert any("1 case is in no cohort" in note for note in summary["cautions"])


def test_other_stages_are_left_out_and_counted_with_their_cases(tmp_path):
	rows = EVENTS + "c,Mail,2024-01-01\nc,Mail,2024-01-02\nb,Visit,2024-01-01\n"

	summary = found(tmp_path, rows, "--stages", "Lead,Won", header=LONG)

	assert summary["cases"] == {"all": 3, "with_a_stage": 2, "ripe": 0}
	assert summary["stages"][0]["of_all"]["rate"] == pytest.approx(2 / 3)
	assert summary["rows"]["other_stages"] == [
		{"stage": "Mail", "rows": 2},
		{"stage": "MQL", "rows": 1},
		{"stage": "Visit", "rows": 1},
	]


def test_a_case_has_the_group_of_its_earliest_row_and_the_amount_of_its_latest(tmp_path):
	rows = (
		"a,Lead,2024-01-05,Fair,100\na,Lead,2024-01-01,,\na,Won,2024-01-09,Mail,\na,Won,,Post,7\n"
		"a,Won,2024-01-08,Fair,120.5\na,Lead,2024-01-02,Web,\nb,Lead,2024-01-01,Fair,x\n"
	)

	summary = found(
		tmp_path, rows, "--group-by", "origin", "--amount", "sum", header="case,stage,at,origin,sum\n"
	)

	assert group(summary, "Web")["won"]["cases"] == 1
	assert group(summary, "Web")["won_amount"] == 120.5
	assert [row["group"] for row in summary["groups"]["rows"]] == ["Fair", "Web"]
	of_rows = summary["rows"]
	assert (of_rows["cases_of_several_groups"], of_rows["cases_of_several_amounts"]) == (1, 1)
	assert of_rows["unreadable_amounts"] == 1


def test_a_workbook(tmp_path):
	from datetime import datetime

	from openpyxl import Workbook

	from tests.unit.audit.runs import run

	workbook = Workbook()
	sheet = workbook.active
	assert sheet is not None
	sheet.append(["id", "lead", "won"])
	sheet.append([1, datetime(2024, 1, 1), datetime(2024, 1, 4, 12)])
	sheet.append([2, datetime(2024, 1, 2), None])
	workbook.save(tmp_path / "log.xlsx")

	result = run("funnel", tmp_path / "log.xlsx", out=tmp_path / "out")

	assert reached(result.summary) == {"lead": 2, "won": 1}
	assert time_between(result.summary, "lead", "won")["elapsed_days"]["median"] == 3.5
