"""What it takes to open Source Return and the dashboard among 300,000 leads and 200,000 invoices, and among a tenth of them.

python -m benchmarks.returns [LEADS]        needs a bench
"""

from __future__ import annotations

from benchmarks.saves import run_on_sites


def main() -> None:
	run_on_sites("returns")


if __name__ == "__main__":
	main()
