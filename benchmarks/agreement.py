"""How fast leads are placed and moved when an agreement goes live.

python -m benchmarks.agreement [LEADS]        default: 100,000 leads; needs a bench
"""

from __future__ import annotations

from benchmarks.saves import run_on_sites


def main() -> None:
	run_on_sites("agreement")


if __name__ == "__main__":
	main()
