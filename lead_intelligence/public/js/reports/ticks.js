// The scale at the side of a chart.

const STEPS = [1, 2, 2.5, 5, 10];
const AT_MOST = 5;

/** Round numbers from at most the least to at least the greatest, nought among them. Whole ones for counts. */
export function scale(numbers, is_whole) {
	const low = Math.min(0, ...numbers);
	const high = Math.max(0, ...numbers);
	const step = step_of((high - low || 1) / (AT_MOST - 1), is_whole);
	const first = Math.floor(low / step + 1e-9);
	const last = Math.max(Math.ceil(high / step - 1e-9), first + 1);
	return Array.from({ length: last - first + 1 }, (_nothing, place) => rounded((first + place) * step));
}

function step_of(least, is_whole) {
	const power = 10 ** Math.floor(Math.log10(least));
	const step = STEPS.map((factor) => factor * power).find((one) => one >= least - 1e-12);
	return is_whole ? Math.max(1, Math.ceil(step)) : step;
}

const rounded = (value) => Number(value.toPrecision(12));
