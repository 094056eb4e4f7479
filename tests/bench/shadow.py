"""A bench in the cache folder: the user's Frappe and ERPNext, this checkout, and sites of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.environment import process_environment
from tests.bench.location import APP, CHECKOUT, Bench

BORROWED_APPS = ("frappe", "erpnext")


class BenchCommandFailed(Exception):
	"""A bench command ended with an error. The text is what it printed."""


@dataclass(frozen=True)
class ShadowBench:
	bench: Bench
	root: Path
	apps: tuple[str, ...] = (*BORROWED_APPS, APP)

	@property
	def sites(self) -> Path:
		return self.root / "sites"

	@property
	def logs(self) -> Path:
		return self.root / "logs"

	def lay_out(self, config: dict[str, object]) -> None:
		for folder in ("apps", "sites", "logs", "config"):
			(self.root / folder).mkdir(parents=True, exist_ok=True)
		for app in self.apps:
			link(self.root / "apps" / app, CHECKOUT if app == APP else self.bench.apps / app)
		link(self.root / "env", self.bench.root / "env")
		(self.sites / "apps.txt").write_text("\n".join(self.apps) + "\n")
		self.configure(config)

	def configure(self, config: dict[str, object]) -> None:
		known = ("db_host", "db_port", "db_type")
		own = {key: value for key, value in self.bench.config.items() if key in known}
		own |= {"developer_mode": 0, "pause_scheduler": 1, "mute_emails": 1, **config}
		(self.sites / "common_site_config.json").write_text(json.dumps(own, indent=1))

	@property
	def environment(self) -> dict[str, str]:
		return process_environment(self.bench, self.root)

	def command(self, *arguments: str) -> list[str]:
		return [sys.executable, "-m", "frappe.utils.bench_helper", "frappe", *arguments]

	def run(self, *arguments: str) -> str:
		return self.run_program(self.command(*arguments))

	def run_program(self, command: Sequence[str | Path], cwd: Path | None = None) -> str:
		done = subprocess.run(
			[str(part) for part in command],
			cwd=cwd or self.sites,
			env=self.environment,
			stdin=subprocess.DEVNULL,
			stdout=subprocess.PIPE,
			stderr=subprocess.STDOUT,
			text=True,
			errors="replace",
			check=False,
		)
		if done.returncode:
			shown = " ".join(str(part) for part in command)
			raise BenchCommandFailed(f"{shown}\nended with {done.returncode}:\n{done.stdout[-6000:]}")
		return done.stdout


def link(at: Path, to: Path) -> None:
	if at.is_symlink():
		if at.readlink() == to:
			return
		at.unlink()
	at.symlink_to(to)
