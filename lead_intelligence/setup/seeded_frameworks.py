"""The usual frameworks of qualification, each question with a guide for the call."""

from __future__ import annotations

from typing import NamedTuple


class SeededQuestion(NamedTuple):
	question: str
	asks: str
	guide: str
	answers: tuple[str, ...]


class SeededFramework(NamedTuple):
	framework: str
	enabled: bool
	description: str
	questions: tuple[SeededQuestion, ...]


_AUTHORITY = SeededQuestion(
	"Authority",
	"Who decides, and what say does our contact have?",
	"Ask how they chose last time rather than who is in charge: “Who was involved when you last bought something like this?” Note the names, and ask how to bring them to the next talk.",
	("Decides", "Decides with others", "Influences", "No say in it"),
)

FRAMEWORKS = (
	SeededFramework(
		"BANT",
		True,
		"Four questions that tell in one talk whether a lead can buy. Quick, and good for shorter sales.",
		(
			SeededQuestion(
				"Budget",
				"Is there money for it, and how much?",
				"Begin with what the problem costs them today. Then: “What range did you have in mind?” If there is no figure, offer two orders of magnitude and see which one they react to.",
				("Confirmed", "Planned", "Still open", "No budget"),
			),
			_AUTHORITY,
			SeededQuestion(
				"Need",
				"Which problem do they want to solve, and what happens if they do not?",
				"Let them tell it in their own words: “What made you look for this now?” Ask for an example of last month, and what they have tried so far. Write down the words that they use.",
				("Pressing", "Recognised", "Vague", "No need"),
			),
			SeededQuestion(
				"Timing",
				"By when should it be in use, and what sets that date?",
				"Look for the event behind the date: “What happens on that day if nothing has changed?” Count back from it with them; that gives the date of the next step.",
				("Within 3 months", "Within 6 months", "Within a year", "Later or not known"),
			),
		),
	),
	SeededFramework(
		"MEDDIC",
		False,
		"Six questions for long sales with many people, filled in over several talks.",
		(
			SeededQuestion(
				"Metrics",
				"Which figure will improve, and by how much?",
				"“How would you show your management in a year that it was worth it?” Ask for the figure of today first; without it no gain can be shown.",
				("Agreed in figures", "Named without figures", "Not discussed"),
			),
			SeededQuestion(
				"Economic Buyer",
				"Who can release the money, and have we spoken?",
				"The economic buyer can say yes when everyone else says no. “Whose signature is on the order in the end?” Ask for a short talk with that person, with a reason that is in their interest.",
				("Spoken with", "Known by name", "Not known"),
			),
			SeededQuestion(
				"Decision Criteria",
				"By what will they compare the offers?",
				"“If two offers cost the same, what would tip the scales?” Ask whether the criteria are written down, and who wrote them.",
				("Written and in our favour", "Written", "Spoken of", "Unclear"),
			),
			SeededQuestion(
				"Decision Process",
				"Which steps lead from here to an order?",
				"Walk through it with them: trial, approval, purchasing, legal. “What comes after that, and how long does it usually take?” Stop at the step at which others got stuck.",
				("Agreed with dates", "Known", "Partly known", "Unclear"),
			),
			SeededQuestion(
				"Pain",
				"What hurts enough to act?",
				"Ask who feels it and how often: “Whose day does this spoil?” A pain that only our contact feels rarely gets a budget.",
				("Felt by management", "Felt by the users", "Admitted", "None found"),
			),
			SeededQuestion(
				"Champion",
				"Who in their house works for us when we are not there?",
				"A champion has influence, gains by our success and acts. Test it with a small request: an introduction, a document, a date.",
				("Tested", "Friendly", "None yet"),
			),
		),
	),
	SeededFramework(
		"CHAMP",
		False,
		"Begins with the problem and comes to money late. Good where budgets are made for the right idea.",
		(
			SeededQuestion(
				"Challenges",
				"What stands in the way of their goals?",
				"Ask about the goal before the obstacle: “What do you want to have done by the end of the year? What keeps you from it?” Let the silence work; the second obstacle is often the real one.",
				("Clear and costly", "Clear to them", "Vague", "None we can help with"),
			),
			_AUTHORITY,
			SeededQuestion(
				"Money",
				"Where would the money come from?",
				"“How do you usually pay for a thing like this?” Whether there is a process for money counts for more than whether there is a line in this year's budget.",
				("Set aside", "Can be found", "Unlikely"),
			),
			SeededQuestion(
				"Prioritisation",
				"Where does it stand among their projects?",
				"“What else is on your table this quarter, and what would you drop for this?” Ask when they last moved something to the front, and why.",
				("Among the first three", "On the list", "Not on the list"),
			),
		),
	),
)
