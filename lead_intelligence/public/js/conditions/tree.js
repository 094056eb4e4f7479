// A condition as the editor holds it: a group { joint, parts } or a comparison { field, operator, value }.
// The outermost is always a group, so that there is a place to add to; `bare` remembers that none was written down.

/** Groups and comparisons may be nested this deep, as the server has it. */
export const DEEPEST = 5;

const JOINTS = ["all", "any"];

export function new_comparison() {
	return { field: "", operator: "", value: undefined };
}

export function new_group() {
	return { joint: "any", parts: [new_comparison()] };
}

export function is_group(node) {
	return Boolean(node.joint);
}

/** Reads the JSON of a rule. Raises an error for anything that is not a condition. */
export function read(text) {
	if (!text || !text.trim()) return { joint: "all", parts: [new_comparison()], bare: true };
	const node = node_of(JSON.parse(text));
	return is_group(node) ? node : { joint: "all", parts: [node], bare: true };
}

function node_of(data) {
	if (!data || typeof data !== "object" || Array.isArray(data)) throw new Error("not a condition");
	const joint = JOINTS.find((one) => one in data);
	if (joint) {
		if (!Array.isArray(data[joint])) throw new Error("not a list of conditions");
		return { joint, parts: data[joint].map(node_of) };
	}
	return { field: data.field || "", operator: data.operator || "", value: data.value };
}

/** The plain data of a condition, as the server reads it. */
export function write(node) {
	if (is_group(node)) {
		if (node.bare && node.parts.length === 1) return write(node.parts[0]);
		return { [node.joint]: node.parts.map(write) };
	}
	const { field, operator, value } = node;
	return value === undefined || value === null ? { field, operator } : { field, operator, value };
}

export function comparisons(node) {
	return is_group(node) ? node.parts.flatMap(comparisons) : [node];
}

export function groups(node) {
	return is_group(node) ? [node, ...node.parts.flatMap(groups)] : [];
}

/** Whether anything is still to be chosen or entered. */
export function is_complete(comparison, takes) {
	const { field, operator, value } = comparison;
	if (!field || !operator) return false;
	if (takes === "nothing" || takes === "unknown") return true;
	const values = Array.isArray(value) ? value : [value];
	return values.length > 0 && !values.some(is_blank);
}

export function is_blank(value) {
	return value === undefined || value === null || value === "";
}
