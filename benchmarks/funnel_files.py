"""How long `lead-intelligence funnel` takes and how much memory it needs, each size in a process of its own: a row for each case,
and a row for each event in no order.

python -m benchmarks.funnel_files [CASES ...]        default: 10000 100000 1000000
"""

from __future__ import annotations

import csv
import sys
import tempfile
from datetime import datetime, timedelta, timezone
from multiprocessing import get_context
from pathlib import Path
from random import Random

from benchmarks.audit import run_measured

SIZES = (10_000, 100_000, 1_000_000)
_FUNNEL = "from lead_intelligence.audit.cli import main; main()"
_STAGES = ("Lead", "MQL", "SAL", "SQL", "Customer")
_ZONE = timezone(timedelta(hours=2))


def main() -> None:
	sizes = [int(size) for size in sys.argv[1:]] or SIZES
	print(
		f"{'cases':>10} {'events':>10}   {'wide s':>7} {'CPU s':>6} {'peak MB':>8}   {'long s':>7} {'CPU s':>6} {'peak MB':>8}"
	)
	with tempfile.TemporaryDirectory() as folder:
		for cases in sizes:
			wide, long = Path(folder) / "wide.csv", Path(folder) / "long.csv"
			events = _written_elsewhere(wide, long, cases)
			cells = ""
			for log in (wide, long):
				out = str(log.with_name("out"))
				seconds, cpu, peak = run_measured(
					"-c", _FUNNEL, "funnel", str(log), "--group-by", "origin", "--out", out
				)
				cells += f"   {seconds:7.2f} {cpu:6.2f} {peak:8.0f}"
			print(f"{cases:10,} {events:10,}{cells}", flush=True)


def _written_elsewhere(wide: Path, long: Path, cases: int) -> int:
	"""In a process of its own: a child's peak begins with what its parent holds."""
	with get_context("spawn").Pool(1) as pool:
		return pool.apply(_write, (wide, long, cases))


def _write(wide: Path, long: Path, cases: int) -> int:
	"""Three years; seven in ten come from each stage to the next. Returns how many events there are."""
	draw, start = Random(cases), datetime(2022, 1, 1, tzinfo=_ZONE)
	events: list[tuple[str, str, str, str]] = []
	with wide.open("w", encoding="utf-8", newline="") as file:
		writer = csv.writer(file)
		writer.writerow(["id", "origin", *_STAGES])
		for number in range(cases):
			at = start + timedelta(milliseconds=draw.randrange(3 * 365 * 86_400_000))
			case, origin, texts = f"L-{number:07}", f"Origin {draw.randrange(20)}", [""] * len(_STAGES)
			for place, stage in enumerate(_STAGES):
				texts[place] = at.isoformat(timespec="milliseconds")
				events.append((case, stage, texts[place], origin))
				if draw.random() < 0.3:
					break
				at += timedelta(seconds=draw.expovariate(1 / 1_000_000))
			writer.writerow([case, origin, *texts])
	draw.shuffle(events)
	with long.open("w", encoding="utf-8", newline="") as file:
		csv.writer(file).writerows([("case", "stage", "at", "origin"), *events])
	return len(events)


if __name__ == "__main__":
	main()
