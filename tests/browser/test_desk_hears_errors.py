"""What the tests hear of a page's errors."""

from __future__ import annotations

# A chart of Frappe's whose place and window change their width while its columns move.
SQUEEZED = """async () => {
	const place = document.createElement("div");
	document.body.append(place);
	new frappe.Chart(place, { type: "bar", data: { labels: ["a", "b"], datasets: [{ values: [1, 2] }] } });
	for (let width = 300; width < 600; width += 10) {
		place.style.width = `${width}px`;
		dispatchEvent(new Event("resize"));
		await new Promise((done) => setTimeout(done, 50));
	}
}"""
BROKEN = "() => new Promise((done) => setTimeout(() => { setTimeout(done); throw new Error('ours'); }))"


def test_a_page_s_own_errors_are_heard_and_those_of_frappe_s_charts_are_not(page_as):
	desk = page_as("Sales User")
	desk.open("/app/lead")
	desk.page.evaluate(SQUEEZED)
	assert not desk.errors
	desk.page.evaluate(BROKEN)
	assert desk.errors == ["uncaught: ours"]
	desk.errors.clear()
