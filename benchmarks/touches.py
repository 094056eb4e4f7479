"""How long it takes to record touches that come from outside, on a site with many leads and touches.

python -m benchmarks.touches [TIMES]        default: 20 batches of each kind; needs a bench
"""

from __future__ import annotations

from benchmarks.saves import run_on_sites


def main() -> None:
	run_on_sites("touches")


if __name__ == "__main__":
	main()
