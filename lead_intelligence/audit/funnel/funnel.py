"""From a file of dated stages to its funnel."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from ..output.output_folder import OutputFolder
from ..output.rejected_rows import RejectedRows
from ..reading.moment_text import MomentReader
from ..refusal import AuditRefused
from ..report.funnel_report import render_funnel
from ..tables.opening import open_table
from .column_facts import column_facts
from .layout import Kind, layout_of
from .long_rows import LongRows
from .options import Request, options_of
from .stage_moments import StageMoments
from .summary import Run, summary_of
from .wide_rows import WideRows

REJECTS, REPORT, SUMMARY = "rejects.csv", "report.html", "summary.json"
_UTC = ZoneInfo("UTC")


def run_funnel(request: Request, on_progress: Callable[[int, float], None]) -> dict[str, Any]:
	"""Writes the three files into `out` and returns the summary. Raises AuditRefused with nothing written."""
	options = options_of(request)
	zone = options.zone or _UTC
	# Before the table, so that a --format that is none is told first.
	moments = StageMoments(MomentReader(zone, request.formats), options.zone)
	table = open_table(
		request.file, encoding=request.encoding, delimiter=request.delimiter, sheet=request.sheet
	)
	if next(iter(table.records()), None) is None:
		raise AuditRefused("The file has a header but no rows below it.")
	facts = column_facts(table, MomentReader(zone, request.formats), request.formats)
	layout = layout_of(table.columns, facts, request.columns, options, request.layout, request.file.name)
	with OutputFolder(request.out, never=(request.file,)) as folder:
		rejects = RejectedRows(folder.open(REJECTS, byte_order_mark=True), table.columns, table.delimiter)
		rows_of = WideRows if layout.kind is Kind.WIDE else LongRows
		result = rows_of(table, layout, moments, options).over(rejects, on_progress)
		summary = summary_of(
			Run(
				request=request,
				options=options,
				table=table,
				layout=layout,
				moments=moments,
				result=result,
				rejects=rejects,
			)
		)
		folder.open(SUMMARY).write(json.dumps(summary, ensure_ascii=False, indent=1) + "\n")
		folder.open(REPORT).write(render_funnel(summary))
	return summary
