"""What it takes to read the desk of a rep among 100,000 leads, for one with 60 leads and one with 5,000.

python -m benchmarks.desk        needs a bench
"""

from __future__ import annotations

from benchmarks.saves import run_on_sites


def main() -> None:
	run_on_sites("desk")


if __name__ == "__main__":
	main()
