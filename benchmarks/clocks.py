"""What response clocks add to a save, and what 100,000 of them take: to be swept, to be told the state of, to be planned again.

python -m benchmarks.clocks [TIMES]        default: 200 saves of each kind; needs a bench
"""

from __future__ import annotations

from benchmarks.saves import run_on_sites


def main() -> None:
	run_on_sites("clocks")


if __name__ == "__main__":
	main()
