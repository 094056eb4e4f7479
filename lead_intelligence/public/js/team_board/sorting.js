// In which order the reps stand.

const LAST = Number.MAX_VALUE;

const ORDERS = {
	late: (rep) => -rep.late,
	name: (rep) => 0,
	open: (rep) => -rep.open,
	load: ({ work }) => (work ? -(work.capacity ? work.load / work.capacity : work.load ? LAST / 2 : 0) : LAST),
	today: ({ work }) => (work ? -work.taken_today : LAST),
	answer: ({ answers }) => (answers ? -answers.median : LAST),
	converted: ({ decided, converted }) => (decided ? -converted / decided : LAST),
};

export const FIRST_ORDER = "late";

/** What is most comes first, among equals by name. */
export function in_order(reps, order) {
	const value = ORDERS[order];
	return [...reps].sort((a, b) => value(a) - value(b) || a.name.localeCompare(b.name));
}
