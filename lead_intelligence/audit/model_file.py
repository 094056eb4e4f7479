"""The scoring model of an audit: a file exported from the desk, or the starter model."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from ..core.problems import Refused
from ..core.scoring.compiled import CompiledModel, compile_model
from ..core.scoring.exchange import model_from_json
from ..core.scoring.validation import refuse_problems
from ..core.snapshot.fields import FieldCatalogue
from .refusal import AuditRefused

STARTER = "the starter model"


def load_model(path: Path | None, catalogue: FieldCatalogue) -> CompiledModel:
	"""Raises AuditRefused with every problem of the model, each on its own line."""
	source = str(path) if path else STARTER
	try:
		model = model_from_json(_text(path))
		refuse_problems(model, catalogue)
	except Refused as refusal:
		problems = [problem.text() for problem in refusal.problems]
		if len(problems) == 1:
			raise AuditRefused(f"The model {source} cannot be used: {problems[0]}") from None
		raise AuditRefused("\n  ".join([f"The model {source} cannot be used:", *problems])) from None
	return compile_model(model, catalogue)


def _text(path: Path | None) -> str:
	if path is None:
		return (
			files("lead_intelligence.core.scoring").joinpath("starter_model.json").read_text(encoding="utf-8")
		)
	try:
		return path.read_text(encoding="utf-8-sig")
	except FileNotFoundError:
		raise AuditRefused(f"There is no model file {path}.") from None
	except UnicodeDecodeError:
		raise AuditRefused(f"The model file {path} is not UTF-8 text.") from None
	except OSError as reason:
		raise AuditRefused(f"The model file {path} cannot be read: {reason.strerror or reason}.") from None
