"""The domain knows no framework and reads no clock, and rooms stay small."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

APP = Path(__file__).resolve().parents[3] / "lead_intelligence"
CORE = sorted((APP / "core").rglob("*.py"))
CLOCKS = {"now", "today", "utcnow", "fromtimestamp", "time", "monotonic", "perf_counter", "getenv"}
FOREIGN = {"frappe", "erpnext", "requests", "os", "time", "random", "socket", "subprocess", "pydantic"}
NUMERICS = {"numpy", "scipy", "sklearn", "statsmodels", "pandas"}


def relative(path: Path) -> str:
	return str(path.relative_to(APP))


@pytest.mark.parametrize("path", CORE, ids=relative)
def test_the_domain_imports_no_framework_and_calls_no_clock(path):
	for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
		if isinstance(node, ast.Import):
			assert not {name.name.split(".")[0] for name in node.names} & FOREIGN
		elif isinstance(node, ast.ImportFrom) and node.level == 0:
			assert (node.module or "").split(".")[0] not in FOREIGN
		elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
			assert not (node.func.attr in CLOCKS and isinstance(node.func.value, ast.Name)), ast.unparse(node)


@pytest.mark.parametrize("path", sorted(APP.rglob("*.py")), ids=relative)
def test_what_figures_are_checked_against_is_not_what_they_are_made_with(path):
	for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
		if isinstance(node, ast.Import):
			assert not {name.name.split(".")[0] for name in node.names} & NUMERICS
		elif isinstance(node, ast.ImportFrom) and node.level == 0:
			assert (node.module or "").split(".")[0] not in NUMERICS


def test_the_walk_sees_the_domain():
	assert len(CORE) > 25


@pytest.mark.parametrize("path", sorted(APP.rglob("*.py")), ids=relative)
def test_files_stay_small(path):
	most = 100 if path.name == "hooks.py" else 80 if "doctype" in path.parts else 300
	assert len(path.read_text(encoding="utf-8").splitlines()) < most
