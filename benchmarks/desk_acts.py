"""How long the server takes for what a rep does on the desk, on a site with many leads and touches.

python -m benchmarks.desk_acts [TIMES]        default: 60 acts of each kind; needs a bench
"""

from __future__ import annotations

from benchmarks.saves import run_on_sites


def main() -> None:
	run_on_sites("desk_acts")


if __name__ == "__main__":
	main()
