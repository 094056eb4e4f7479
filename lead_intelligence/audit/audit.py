"""One audit from its inputs to its files."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ..core.scoring.compiled import CompiledModel
from .comparison.both_models import BothModels, ModelFile
from .mapping.column_map import ColumnMap
from .mapping.erpnext_export import erpnext_map
from .mapping.map_file import read_map
from .model_file import STARTER, load_model
from .output.output_folder import OutputFolder
from .output.rejected_rows import RejectedRows
from .output.scored_rows import ScoredRows
from .reading.outcome_text import parse_outcome
from .refusal import AuditRefused
from .report.report import render_report
from .run.scoring_run import score_rows
from .summary.summary import Audit, summary_of
from .tables.opening import open_table

SCORED, REJECTS, REPORT, SUMMARY = "scored.csv", "rejects.csv", "report.html", "summary.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
	"""What a person asked for. `today` is the day as of which rules on dates are judged.

	`compare_file`: the model that would replace the one of `model_file`. `newer_than`: with it only leads created since
	that day are judged, and the others learned from.
	"""

	file: Path
	out: Path
	today: date
	map_file: Path | None = None
	model_file: Path | None = None
	outcome: str | None = None
	delimiter: str | None = None
	encoding: str | None = None
	sheet: str | None = None
	today_is_given: bool = False
	compare_file: Path | None = None
	newer_than: date | None = None


def run_audit(request: Request, on_progress: Callable[[int, float], None]) -> dict[str, Any]:
	"""Writes the four files into `out` and returns the summary. Raises AuditRefused with nothing written."""
	table = open_table(
		request.file, encoding=request.encoding, delimiter=request.delimiter, sheet=request.sheet
	)
	column_map = column_map_for(request.map_file, table.columns, request.file.name)
	outcome = parse_outcome(request.outcome, table.columns) if request.outcome else column_map.outcome
	today = request.today if request.today_is_given or column_map.today is None else column_map.today
	model = load_model(request.model_file, column_map.catalogue)
	both = _both_models(request, model, column_map)
	named = (request.file, request.map_file, request.model_file, request.compare_file)
	inputs = tuple(path for path in named if path)
	with OutputFolder(request.out, never=inputs) as folder:
		scored_file = folder.open(SCORED, byte_order_mark=True)
		rejects_file = folder.open(REJECTS, byte_order_mark=True)
		rejects = RejectedRows(rejects_file, table.columns, table.delimiter)
		new = both.new.model if both else None
		scored = ScoredRows(scored_file, table.columns, table.delimiter, model, new)
		result = score_rows(table, column_map, model, outcome, today, scored, rejects, on_progress, both)
		summary = summary_of(
			Audit(
				file=request.file.name,
				table=table,
				column_map=column_map,
				model=model,
				model_source=_source(request.model_file),
				today=today,
				result=result,
				rejects=rejects,
			)
		)
		folder.open(SUMMARY).write(json.dumps(summary, ensure_ascii=False, indent=1) + "\n")
		folder.open(REPORT).write(render_report(summary))
	return summary


def _both_models(request: Request, model: CompiledModel, column_map: ColumnMap) -> BothModels | None:
	"""None when there is only one."""
	other = request.compare_file
	if other is None:
		if request.newer_than:
			raise AuditRefused(
				"--newer-than says which leads two models are judged by; name the other model with --compare."
			)
		return None
	new = load_model(other, column_map.catalogue)
	return BothModels(
		ModelFile(model=model, source=_source(request.model_file)),
		ModelFile(model=new, source=other.name),
		request.newer_than,
		column_map,
		same_file=request.model_file is not None and other.samefile(request.model_file),
	)


def _source(model_file: Path | None) -> str:
	return model_file.name if model_file else STARTER


def column_map_for(map_file: Path | None, columns: Sequence[str], file: str) -> ColumnMap:
	return read_map(map_file, columns) if map_file else erpnext_map(columns, file)
