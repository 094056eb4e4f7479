"""One of the benchmarks, or all:

python -m benchmarks [evaluation|audit|saves|rescoring|preview|engagement|touches|working_calendar|response_times|funnel_files|agreement|reconciliation|stagnation|clocks|routing|assignments|desk_order|desk|desk_acts|reports|returns [its arguments]]
"""

from __future__ import annotations

import sys
from importlib import import_module

NAMES = (
	"evaluation",
	"audit",
	"saves",
	"rescoring",
	"preview",
	"engagement",
	"touches",
	"working_calendar",
	"response_times",
	"funnel_files",
	"agreement",
	"reconciliation",
	"stagnation",
	"clocks",
	"routing",
	"assignments",
	"desk_order",
	"desk",
	"desk_acts",
	"reports",
	"returns",
)


def main(arguments: list[str]) -> None:
	chosen = arguments[0] if arguments else None
	if chosen and chosen not in NAMES:
		sys.exit(f"{chosen} is none of {', '.join(NAMES)}")
	for name in [chosen] if chosen else NAMES:
		print(f"\n{name}", flush=True)
		sys.argv = [name, *arguments[1:]]
		import_module(f"benchmarks.{name}").main()


if __name__ == "__main__":
	main(sys.argv[1:])
