"""Where the user's bench is, what it holds, and where the tests keep their own things."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

APP = "lead_intelligence"
CHECKOUT = Path(__file__).resolve().parents[2]
CACHE = Path(os.environ.get("LI_TEST_CACHE") or Path.home() / ".cache" / "lead-intelligence-tests")
BORROWED_BENCH = "LI_BORROWED_BENCH"  # FRAPPE_BENCH_ROOT means the shadow bench once the tests run


class BenchUnusable(Exception):
	"""There is no bench, or it lacks what the tests need. The text tells what to do."""


@dataclass(frozen=True)
class Bench:
	root: Path

	@property
	def python(self) -> Path:
		return self.root / "env" / "bin" / "python"

	@property
	def apps(self) -> Path:
		return self.root / "apps"

	@property
	def assets(self) -> Path:
		return self.root / "sites" / "assets"

	@cached_property
	def config(self) -> dict[str, object]:
		return json.loads((self.root / "sites" / "common_site_config.json").read_text())

	@cached_property
	def site_packages(self) -> str:
		return self._ask_python("import sysconfig; print(sysconfig.get_path('purelib'))")

	def revision_of(self, app: str) -> str:
		"""The app's version, and its commit where the app is a git checkout."""
		lines = (self.apps / app / app / "__init__.py").read_text().splitlines()
		version = next((line for line in lines if line.startswith("__version__")), "")
		commit = subprocess.run(
			["git", "rev-parse", "HEAD"], cwd=self.apps / app, capture_output=True, text=True, check=False
		)
		return f"{version.partition('=')[2].strip()} {commit.stdout.strip()}"

	def _ask_python(self, code: str) -> str:
		return subprocess.run(
			[self.python, "-c", code], capture_output=True, text=True, check=True
		).stdout.strip()


def find_bench() -> Bench:
	named = os.environ.get(BORROWED_BENCH) or os.environ.get("FRAPPE_BENCH_ROOT")
	root = Path(named).expanduser() if named else Path.home() / "frappe-bench"
	if not root.is_dir():
		problem = f"{root} is not there" if named else "no bench"
		raise BenchUnusable(f"{problem}: set FRAPPE_BENCH_ROOT or create ~/frappe-bench")
	bench = Bench(root.resolve())
	needed = [bench.python, bench.root / "sites" / "common_site_config.json"]
	needed += [bench.apps / app / app for app in ("frappe", "erpnext")]
	missing = [str(path) for path in needed if not path.exists()]
	if missing:
		raise BenchUnusable(f"the bench {bench.root} is not complete: no {', '.join(missing)}")
	return bench


def short_hash(*parts: object) -> str:
	return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:8]


def slot() -> str:
	"""Names this checkout's databases and folders. LI_TEST_SLOT lets one checkout run twice at a time."""
	return short_hash(CHECKOUT, os.environ.get("LI_TEST_SLOT", ""))
