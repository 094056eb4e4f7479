"""From a file of due and answer moments to its response times."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from ...core.sla.response_times import Stopwatch
from ..output.output_folder import OutputFolder
from ..output.rejected_rows import RejectedRows
from ..reading.moment_text import MomentReader
from ..tables.opening import open_table
from .answers_file import AnswersFile
from .columns import columns_of
from .options import UTC, Request, options_of
from .pass_over import Pass
from .summary import Run, summary_of

ANSWERS, REJECTS, SUMMARY = "answers.csv", "rejects.csv", "summary.json"


def run_clocks(request: Request, on_progress: Callable[[int, float], None]) -> dict[str, Any]:
	"""Writes the three files into `out` and returns the summary. Raises AuditRefused with nothing written."""
	options = options_of(request)
	moments = MomentReader(options.zone, request.formats)
	table = open_table(
		request.file, encoding=request.encoding, delimiter=request.delimiter, sheet=request.sheet
	)
	columns = columns_of(table.columns, request.columns, request.file.name)
	stopwatch = Stopwatch(system_zone=UTC, calendar=options.calendar)
	inputs = tuple(path for path in (request.file, request.holidays) if path)
	with OutputFolder(request.out, never=inputs) as folder:
		answers_file = folder.open(ANSWERS, byte_order_mark=True)
		rejects = RejectedRows(folder.open(REJECTS, byte_order_mark=True), table.columns, table.delimiter)
		answers = AnswersFile(answers_file, table.delimiter, options.zone, columns.by)
		result = Pass(table, columns, moments, stopwatch, options.now).over(answers, rejects, on_progress)
		summary = summary_of(
			Run(
				request=request,
				options=options,
				table=table,
				columns=columns,
				moments=moments,
				result=result,
				rejects=rejects,
			)
		)
		folder.open(SUMMARY).write(json.dumps(summary, ensure_ascii=False, indent=1) + "\n")
	return summary
