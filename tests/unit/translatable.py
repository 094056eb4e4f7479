"""Every text that the app shows to people, collected from its sources."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

from lead_intelligence.setup.seeded_frameworks import FRAMEWORKS

APP = Path(__file__).resolve().parents[2] / "lead_intelligence"

_JS_CALL = re.compile(r"""\b__\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""")
_SHOWN_KEYS = ("label", "description", "title", "card_name", "shortcut_name", "chart_name", "format")
# Names of core functions whose first argument is the template of a refusal, and of variables that hold one.
_REFUSALS = {"_refuse", "_refused", "refused", "_operator_problem", "Problem", "_wrong", "say"}
_TEMPLATES = re.compile(
	r"message|(GRADE|QUESTION|ANSWER)_ROW|(ENGAGEMENT_)?GROUP_ROW|(ENGAGEMENT_)?RULE_ROW|(SPAN|STAGE|CRITERION|TARGET|STEP|LIMIT|MEMBER|SKILL|LANGUAGE|LOAD|SNOOZE|QUEUE)_ROW|CONDITION|PAUSE|_STEP_\w+|_NOT_\w+"
)


def texts() -> dict[str, str]:
	"""Each text with a file where it stands."""
	found: dict[str, str] = {}
	for path in sorted(APP.rglob("*")):
		relative = path.relative_to(APP)
		if relative.parts[0] in ("audit", "translations") or "dist" in relative.parts:
			continue
		for text in _in_file(path, relative):
			if text.strip() and not text.isdigit():
				found.setdefault(text, str(relative))
	return found


def _in_file(path: Path, relative: Path) -> Iterator[str]:
	if path.suffix == ".py":
		tree = ast.parse(path.read_text(encoding="utf-8"))
		yield from _of_reports(tree)
		yield from _in_core(tree) if relative.parts[0] == "core" else _in_python(tree)
		if relative.name == "custom_fields.py":
			yield from _labels_in_python(tree)
		if str(relative) == "setup/touch_kinds.py":
			yield from _kinds_of_touches(tree)
		if str(relative) == "setup/rejection_reasons.py":
			yield from _rejection_reasons(tree)
		if str(relative) == "setup/seeded_frameworks.py":
			yield from _frameworks()
		if str(relative) == "setup/roles.py":
			yield from (
				text for node in tree.body if isinstance(node, ast.Assign) for text in _constants(node.value)
			)
	elif path.suffix == ".js":
		for match in _JS_CALL.finditer(path.read_text(encoding="utf-8")):
			yield re.sub(r"\\(.)", r"\1", match.group(1) or match.group(2) or "")
	elif path.suffix == ".json":
		yield from _in_json(json.loads(path.read_text(encoding="utf-8")), relative)


def _constants(node: ast.AST) -> Iterator[str]:
	if isinstance(node, ast.Constant) and isinstance(node.value, str):
		yield node.value
	elif isinstance(node, ast.IfExp):
		yield from _constants(node.body)
		yield from _constants(node.orelse)


def _in_python(tree: ast.AST) -> Iterator[str]:
	for node in ast.walk(tree):
		if (
			isinstance(node, ast.Call)
			and isinstance(node.func, ast.Name)
			and node.func.id == "_"
			and node.args
		):
			yield from _constants(node.args[0])


def _of_reports(tree: ast.AST) -> Iterator[str]:
	"""What names a column, a figure or a series of a report, and the sentences beside them."""
	for node in ast.walk(tree):
		if (
			isinstance(node, ast.Call)
			and isinstance(node.func, ast.Name)
			and node.func.id in ("Sentence", "Column", "Card", "Series", "Measure")
		):
			for keyword in node.keywords:
				if keyword.arg in ("text", "label"):
					yield from _constants(keyword.value)


def _labels_in_python(tree: ast.AST) -> Iterator[str]:
	for node in ast.walk(tree):
		if isinstance(node, ast.Dict):
			for key, value in zip(node.keys, node.values, strict=True):
				if isinstance(key, ast.Constant) and key.value in ("label", "description"):
					yield from _constants(value)


def _kinds_of_touches(tree: ast.AST) -> Iterator[str]:
	"""The names and channels of those that come with the app, which are shown translated."""
	for node in ast.walk(tree):
		if isinstance(node, ast.Tuple) and len(node.elts) == 5:
			for part in (node.elts[0], node.elts[3]):
				yield from _constants(part)


def _frameworks() -> Iterator[str]:
	"""All that is shown of those that come with the app, and the names of their answers in conditions."""
	for framework, _enabled, description, questions in FRAMEWORKS:
		yield from (framework, description)
		for question, asks, guide, answers in questions:
			label = f"{framework}: {question}"
			yield from (question, asks, guide, *answers, label, f"{label}, confidence")


def _rejection_reasons(tree: ast.AST) -> Iterator[str]:
	"""Their names, and when to choose them."""
	for node in ast.walk(tree):
		if isinstance(node, ast.Tuple) and len(node.elts) == 4:
			for part in (node.elts[0], node.elts[3]):
				yield from _constants(part)


def _in_core(tree: ast.AST) -> Iterator[str]:
	for node in ast.walk(tree):
		if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
			if node.func.id == "translate" or node.func.id in _REFUSALS:
				yield from (text for arg in node.args[:1] for text in _constants(arg) if " " in text)
			for keyword in node.keywords:
				if keyword.arg == "message":
					yield from _constants(keyword.value)
			if node.func.id == "_op":
				yield from _constants(node.args[0])
		elif isinstance(node, ast.Assign):
			if any(
				isinstance(target, ast.Name) and _TEMPLATES.fullmatch(target.id) for target in node.targets
			):
				yield from _constants(node.value)
		elif (
			isinstance(node, ast.AnnAssign)
			and isinstance(node.target, ast.Name)
			and _TEMPLATES.fullmatch(node.target.id)
		):
			yield from _constants(node.value) if node.value else ()


def _in_json(data: object, relative: Path) -> Iterator[str]:
	if relative.name == "starter_model.json" and isinstance(data, dict):
		yield from (rule["rule"] for rule in data["fit"]["rules"])
		yield from (group["group"] for group in data["fit"]["groups"])
		yield from (rule["rule"] for rule in data["engagement"]["rules"])
		yield from (group["group"] for group in data["engagement"]["groups"])
		return
	if relative.name == "starter_definition.json" and isinstance(data, dict):
		yield data["name"]
		yield from (stage["meaning"] for stage in data["stages"])
		yield from (criterion["criterion"] for criterion in data["criteria"])
		return
	if isinstance(data, list):
		for item in data:
			yield from _in_json(item, relative)
	if not isinstance(data, dict):
		return
	if data.get("doctype") in ("DocType", "Report"):
		yield data["name"]
	if data.get("fieldtype") == "Select":
		yield from (option for option in data.get("options", "").split("\n"))
	for key, value in data.items():
		if key in _SHOWN_KEYS and isinstance(value, str):
			yield value
		elif isinstance(value, (dict, list)):
			yield from _in_json(value, relative)
