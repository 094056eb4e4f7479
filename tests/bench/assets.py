"""The desk's built assets: the borrowed bench's, and this app's bundle built beside them."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

from tests.bench.location import APP, CHECKOUT, BenchUnusable
from tests.bench.shadow import ShadowBench, link

MANIFESTS = ("assets.json", "assets-rtl.json")


def prepare_assets(shadow: ShadowBench) -> None:
	"""Needs Redis, since the bundler reports to it."""
	borrowed = shadow.bench.assets
	if not (borrowed / "assets.json").exists():
		raise BenchUnusable(f"{borrowed} has no built assets: run bench build in {shadow.bench.root}")
	public = CHECKOUT / APP / "public"
	state = _state_of(public, borrowed)
	built_from = shadow.root / "assets-built-from"
	if built_from.exists() and built_from.read_text() == state:
		return
	assets = shadow.sites / "assets"
	shutil.rmtree(assets, ignore_errors=True)
	(assets / APP).mkdir(parents=True)
	for entry in borrowed.iterdir():
		if entry.name in MANIFESTS:
			_copy_without_own_bundles(entry, assets / entry.name)
		elif entry.name != APP:
			link(assets / entry.name, entry.resolve())
	if public.is_dir():
		for entry in public.iterdir():
			if entry.name != "dist":
				link(assets / APP / entry.name, entry)
	if next(public.rglob("*.bundle.*"), None):
		# From a working folder that is not beside the apps, the bundler's builds for left-to-right and right-to-left would
		# write each style sheet into one and the same scratch file.
		bundler = shadow.bench.apps / "frappe" / "esbuild"
		shadow.run_program(["node", bundler, "--apps", APP, "--production"], cwd=shadow.sites)
	built_from.write_text(state)


def _copy_without_own_bundles(manifest: Path, to: Path) -> None:
	bundles = json.loads(manifest.read_text())
	kept = {name: path for name, path in bundles.items() if not path.startswith(f"/assets/{APP}/")}
	to.write_text(json.dumps(kept))


def _state_of(public: Path, borrowed: Path) -> str:
	digest = hashlib.sha256((borrowed / "assets.json").read_bytes())
	for path in sorted(public.rglob("*")):
		if path.is_file() and "dist" not in path.relative_to(public).parts:
			digest.update(str(path.relative_to(public)).encode() + path.read_bytes())
	return digest.hexdigest()
