"""How long the hourly look at all leads for stagnant ones takes.

python -m benchmarks.stagnation [LEADS]        default: 100,000 leads; needs a bench
"""

from __future__ import annotations

from benchmarks.saves import run_on_sites


def main() -> None:
	run_on_sites("stagnation")


if __name__ == "__main__":
	main()
