"""A Python environment that sees the bench's packages and adds the tests' own, without touching the bench's."""

from __future__ import annotations

import os
import re
import subprocess
from importlib import metadata
from pathlib import Path

from tests.bench.location import APP, BORROWED_BENCH, CACHE, CHECKOUT, Bench, short_hash
from tests.bench.locks import alone

TEST_PACKAGES = (
	*("pytest", "pytest-rerunfailures", "hypothesis"),
	*("pandas", "playwright", "axe-playwright-python"),
)

# Saving a Lead or a Contact asks gravatar.com. A proxy that refuses at once answers "no picture" in every
# process of the tests without a patch in any, and keeps everything else off the network too.
NO_NETWORK = {
	name: "http://127.0.0.1:9" for proxy in ("HTTP_PROXY", "HTTPS_PROXY") for name in (proxy, proxy.lower())
} | dict.fromkeys(("NO_PROXY", "no_proxy"), "localhost,127.0.0.1,.localhost")


def requirements() -> list[str]:
	wanted = []
	for requirement in metadata.requires(APP) or []:
		name = re.match(r"[A-Za-z0-9._-]+", requirement)
		if "extra ==" not in requirement or (name and name[0].lower() in TEST_PACKAGES):
			wanted.append(requirement.partition(";")[0].strip())
	return wanted


def prepare_environment(bench: Bench) -> Path:
	"""The path of the environment's python. A second call is quick."""
	wanted = requirements()
	folder = CACHE / f"env-{short_hash(bench.root, bench.site_packages, *wanted)}"
	python = folder / "bin" / "python"
	ready = folder / "ready"
	if not ready.exists():
		with alone(CACHE / "environments"):
			if not ready.exists():
				_set_up(folder, python, bench, wanted)
				ready.touch()
	return python


def _set_up(folder: Path, python: Path, bench: Bench, wanted: list[str]) -> None:
	print(f"Setting up {folder}", flush=True)
	subprocess.run([bench.python, "-m", "venv", "--clear", folder], check=True)
	own_packages = subprocess.run(
		[python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
		capture_output=True,
		text=True,
		check=True,
	).stdout.strip()
	borrow = f"import site; site.addsitedir({bench.site_packages!r})\n"
	Path(own_packages, "borrowed_bench.pth").write_text(borrow)
	subprocess.run(
		[python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted], check=True
	)


def process_environment(bench: Bench, shadow_root: Path) -> dict[str, str]:
	return {
		**os.environ,
		**NO_NETWORK,
		"FRAPPE_BENCH_ROOT": str(shadow_root),
		BORROWED_BENCH: str(bench.root),
		"PYTHONPATH": str(CHECKOUT),
		"PYTHONWARNINGS": "ignore",
	}
