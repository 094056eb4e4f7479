"""What it takes to give leads their owners: one lead, a backlog of 2,759 over 82 reps, an import of 10,000; beside 100,000 open ToDos.

python -m benchmarks.assignments        needs a bench
"""

from __future__ import annotations

from benchmarks.saves import run_on_sites


def main() -> None:
	run_on_sites("assignments")


if __name__ == "__main__":
	main()
