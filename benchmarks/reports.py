"""What it takes to open each report among 300,000 leads with a million rows in the journey, and among a tenth of them.

python -m benchmarks.reports [LEADS [REPORT]]        needs a bench
"""

from __future__ import annotations

from benchmarks.saves import run_on_sites


def main() -> None:
	run_on_sites("reports")


if __name__ == "__main__":
	main()
