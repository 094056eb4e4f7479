"""How long the audit takes and how much memory it needs, each size in a process of its own, beside a plain copy of the
rows with Python's csv module; and one size with a second model beside the first.

python -m benchmarks.audit [ROWS ...]        default: 10000 100000 1000000
"""

from __future__ import annotations

import csv
import json
import os
import sys
import tempfile
import time
from importlib.resources import files
from pathlib import Path
from random import Random

SIZES = (10_000, 100_000, 1_000_000)
COMPARED = 100_000
_COPY = """
import csv, sys
with open(sys.argv[1], encoding="utf-8", newline="") as a, open(sys.argv[2], "w", encoding="utf-8", newline="") as b:
	csv.writer(b).writerows(csv.reader(a))
"""
_AUDIT = "from lead_intelligence.audit.cli import main; main()"


def main() -> None:
	sizes = [int(size) for size in sys.argv[1:]] or SIZES
	print(f"{'rows':>10} {'MB':>6} {'copy CPU':>9} {'audit s':>8} {'CPU s':>7} {'× copy':>7} {'peak MB':>8}")
	peaks: list[float] = []
	with tempfile.TemporaryDirectory() as folder:
		for rows in sizes:
			leads = Path(folder) / "leads.csv"
			_write(leads, rows)
			_, copy, _ = run_measured("-c", _COPY, str(leads), str(Path(folder) / "copy.csv"))
			seconds, cpu, peak = _audit(leads)
			peaks.append(peak)
			size = leads.stat().st_size / 1e6
			print(
				f"{rows:10,} {size:6.0f} {copy:9.2f} {seconds:8.2f} {cpu:7.2f} {cpu / copy:7.1f} {peak:8.0f}",
				flush=True,
			)
		_compared(Path(folder))
	if len(peaks) > 1:
		print(f"peak memory of the largest against the smallest: {peaks[-1] / peaks[0]:.2f} ×")


def _audit(leads: Path, *more: str) -> tuple[float, float, float]:
	out = str(leads.with_name("out"))
	return run_measured(
		*("-c", _AUDIT, "audit", str(leads), "--outcome", "Became Customer=Yes", "--out", out, *more)
	)


def _compared(folder: Path) -> None:
	"""The starter model beside itself with other points, and alone."""
	leads, other = folder / "leads.csv", folder / "other.json"
	_write(leads, COMPARED)
	model = json.loads(
		files("lead_intelligence.core.scoring").joinpath("starter_model.json").read_text(encoding="utf-8")
	)
	for number, rule in enumerate(model["fit"]["rules"]):
		rule["points"] = rule.get("points", 0) + number % 7 - 3
	other.write_text(json.dumps(model), encoding="utf-8")
	alone, alone_cpu, alone_peak = _audit(leads)
	seconds, cpu, peak = _audit(leads, "--compare", str(other))
	print(
		f"{COMPARED:10,} with --compare: {seconds:.2f} s, CPU {cpu:.2f} s, {peak:.0f} MB; alone {alone:.2f} s, CPU "
		f"{alone_cpu:.2f} s, {alone_peak:.0f} MB: {cpu / alone_cpu:.2f} ×"
	)


def _write(target: Path, rows: int) -> None:
	"""The sample company's leads over and over, each with an ID, a name and an address of its own."""
	text = (
		files("lead_intelligence.audit.demo").joinpath("ateliers-lumen-leads.csv").read_text(encoding="utf-8")
	)
	header, *leads = csv.reader(text.splitlines(keepends=True))
	name, email = header.index("Full Name"), header.index("Email")
	leads = [lead for lead in leads if len(lead) == len(header) and any(lead)]
	random = Random(rows)
	with target.open("w", encoding="utf-8", newline="") as file:
		writer = csv.writer(file)
		writer.writerow(header)
		for number in range(rows):
			lead = list(random.choice(leads))
			lead[0], lead[name] = f"CRM-LEAD-{number:07}", f"{lead[name]} {number}"
			lead[email] = f"{number}.{lead[email]}" if lead[email] else ""
			writer.writerow(lead)


def run_measured(*arguments: str) -> tuple[float, float, float]:
	"""Seconds, seconds of processor time and peak memory in MB of a Python process."""
	start = time.perf_counter()
	null = os.open(os.devnull, os.O_WRONLY)
	process = os.posix_spawn(
		sys.executable,
		[sys.executable, *arguments],
		os.environ,
		file_actions=[(os.POSIX_SPAWN_DUP2, null, 1)],
	)
	os.close(null)
	_, status, usage = os.wait4(process, 0)
	if status:
		raise SystemExit(f"{arguments[:3]} failed.")
	return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


if __name__ == "__main__":
	main()
