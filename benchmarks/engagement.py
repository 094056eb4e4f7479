"""How fast leads are evaluated whose touches count: one with a thousand, and many with ten each.

python -m benchmarks.engagement [LEADS]        default: 100,000 leads with ten touches each; needs a bench
"""

from __future__ import annotations

from benchmarks.saves import run_on_sites


def main() -> None:
	run_on_sites("engagement")


if __name__ == "__main__":
	main()
