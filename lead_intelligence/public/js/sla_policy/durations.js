// Working time as people read it.

import { plain } from "../preview/figures";

const number = (value) => plain(value, value % 1 ? 2 : 0);

/** "15 min", "1 h 30 min", "16 h". */
export function duration(minutes) {
	if (minutes < 60) return __("{0} min", [number(minutes)]);
	const hours = Math.floor(minutes / 60);
	const rest = minutes - 60 * hours;
	return rest ? __("{0} h {1} min", [number(hours), number(Math.round(100 * rest) / 100)]) : __("{0} h", [number(hours)]);
}
