"""How fast stored leads are scored again when a model goes live, beside saving each.

python -m benchmarks.rescoring [LEADS]        default: 100,000 leads; needs a bench
"""

from __future__ import annotations

from benchmarks.saves import run_on_sites


def main() -> None:
	run_on_sites("rescoring")


if __name__ == "__main__":
	main()
