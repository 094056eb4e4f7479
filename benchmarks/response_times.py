"""How long `lead-intelligence clocks` takes and how much memory it needs, each size in a process of its own, with elapsed
times alone and with working time too.

python -m benchmarks.response_times [ROWS ...]        default: 10000 100000 1000000
"""

from __future__ import annotations

import csv
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from benchmarks.audit import run_measured

SIZES = (10_000, 100_000, 1_000_000)
_CLOCKS = "from lead_intelligence.audit.cli import main; main()"
_CALENDAR = ("--time-zone", "Europe/Paris", "--hours", "Mon-Fri 09:00-12:30,13:30-18:00; Sat 09:00-12:00")
_HOLIDAYS = ("--holiday", "2024-05-01", "--holiday", "2024-12-25")


def main() -> None:
	sizes = [int(size) for size in sys.argv[1:]] or SIZES
	print(
		f"{'rows':>10} {'MB':>5}   {'elapsed s':>9} {'CPU s':>6} {'peak MB':>8}   {'working s':>9} {'CPU s':>6} {'peak MB':>8}"
	)
	with tempfile.TemporaryDirectory() as folder:
		for rows in sizes:
			log = Path(folder) / "log.csv"
			_write(log, rows)
			cells = ""
			for options in ((), (*_CALENDAR, *_HOLIDAYS)):
				out = str(log.with_name("out"))
				seconds, cpu, peak = run_measured("-c", _CLOCKS, "clocks", str(log), *options, "--out", out)
				cells += f"   {seconds:9.2f} {cpu:6.2f} {peak:8.0f}"
			print(f"{rows:10,} {log.stat().st_size / 1e6:5.0f}{cells}", flush=True)


def _write(target: Path, rows: int) -> None:
	"""Two years; one in ten is open, and answers take some hours."""
	draw, start = Random(rows), datetime(2024, 1, 1)
	with target.open("w", encoding="utf-8", newline="") as file:
		writer = csv.writer(file)
		writer.writerow(["id", "due_from", "answered_at"])
		for number in range(rows):
			due_from = start + timedelta(seconds=draw.randrange(2 * 365 * 86_400))
			took = timedelta(seconds=int(draw.expovariate(1 / 20_000)))
			writer.writerow(
				[f"CRM-LEAD-{number:07}", due_from, due_from + took if draw.random() < 0.9 else ""]
			)


if __name__ == "__main__":
	main()
