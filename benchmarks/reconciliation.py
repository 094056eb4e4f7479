"""How long the nightly look at all leads and their records takes.

python -m benchmarks.reconciliation [LEADS]        default: 100,000 leads; needs a bench
"""

from __future__ import annotations

from benchmarks.saves import run_on_sites


def main() -> None:
	run_on_sites("reconciliation")


if __name__ == "__main__":
	main()
