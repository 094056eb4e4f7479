"""How fast a draft is previewed on past leads.

python -m benchmarks.preview [LEADS]        default: 100,000 leads; needs a bench
"""

from __future__ import annotations

from benchmarks.saves import run_on_sites


def main() -> None:
	run_on_sites("preview")


if __name__ == "__main__":
	main()
