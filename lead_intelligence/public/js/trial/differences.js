// Which rules count in only one of two scores, or with other points.

export class Differences {
	/** `left` is null where there is nothing to compare with. */
	constructor(left, right) {
		this.left = left && points_of(left);
		this.right = points_of(right);
	}

	of_left(line) {
		return difference(line, this.right);
	}

	of_right(line) {
		return this.left && difference(line, this.left);
	}

	/** Each rule that differs, with its points in both scores: null where it does not count. */
	get all() {
		const names = new Map([...this.left, ...this.right].map(([rule, line]) => [rule, line.rule]));
		return [...names]
			.map(([rule, name]) => ({
				rule: name,
				left: points(this.left.get(rule)),
				right: points(this.right.get(rule)),
			}))
			.filter(({ left, right }) => left !== right);
	}
}

function points_of(score) {
	return new Map([...score.lines, ...score.disqualified_by].map((line) => [key(line), line]));
}

function difference(line, others) {
	if (!others.has(key(line))) return { only: true };
	const { points: there } = others.get(key(line));
	return there === line.points ? null : { only: false, points: there };
}

const points = (line) => (line ? line.points : null);

const key = (line) => line.rule.toLowerCase();
