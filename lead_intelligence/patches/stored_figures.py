"""Of what was there before figures were stored, all is to be worked out."""

from __future__ import annotations

from lead_intelligence.adapters.figure_marks import Figures, mark_all


def execute() -> None:
	for figures in Figures:
		mark_all(figures)
