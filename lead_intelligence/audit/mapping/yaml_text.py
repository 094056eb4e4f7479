"""YAML in which every scalar is the text that was written: `No` is no boolean, `1.0` no number, a date no date."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import yaml

from ..refusal import AuditRefused


class _TextLoader(yaml.BaseLoader):
	def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
		seen: set[str] = set()
		for key, _ in node.value:
			if key.value in seen if isinstance(key.value, str) else False:
				raise yaml.MarkedYAMLError(
					problem=f"the key '{key.value}' stands there twice", problem_mark=key.start_mark
				)
			seen.add(str(key.value))
		return super().construct_mapping(node, deep)


def load_yaml(text: str, source: str) -> Any:
	try:
		return yaml.load(text, _TextLoader)
	except yaml.MarkedYAMLError as error:
		line = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
		raise AuditRefused(f"{source} is not valid YAML: {line}{error.problem or error.context}.") from None
	except (yaml.YAMLError, RecursionError, ValueError) as error:
		reason = " ".join(str(error).split()) or "it is nested too deeply"
		raise AuditRefused(f"{source} is not valid YAML: {reason}.") from None
