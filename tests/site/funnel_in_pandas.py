"""The figures of the funnel worked out a second time, from the stored rows and with pandas alone: nothing of the app's own code is used but the
names of its doctypes. What the reports count and what they leave out is said in docs/reports.md."""

from __future__ import annotations

from typing import Any

import frappe
import pandas as pd

RUNGS = ["Raw", "Lead", "MQL", "SAL", "SQL", "Opportunity", "Customer"]
SOLD = ["Opportunity", "Customer"]
EARLY = [stage for stage in RUNGS if stage not in SOLD]


def rows(doctype: str, fields: list[str], **filters: Any) -> pd.DataFrame:
	found = frappe.get_all(doctype, filters=filters, fields=fields, limit=0)
	return pd.DataFrame.from_records([dict(row) for row in found], columns=fields)


def days(begin: pd.Series, end: pd.Series) -> pd.Series:
	return (end.dt.normalize() - begin.dt.normalize()).dt.days


def share(part: int, whole: int) -> float | None:
	return part / whole if whole else None


def spread(numbers: pd.Series) -> dict[str, float | None]:
	known = numbers.dropna()
	if known.empty:
		return {"median": None, "mean": None, "p90": None}
	return {"median": known.median(), "mean": known.mean(), "p90": known.quantile(0.9)}


class FunnelInPandas:
	"""Of one company, over the days from `first` to `last`, as of `today`; all of these are timestamps at midnight."""

	def __init__(self, company: str, first: pd.Timestamp, last: pd.Timestamp, today: pd.Timestamp) -> None:
		self.first, self.end = first, last + pd.Timedelta(days=1)
		self.today = today
		fields = ["name", "creation", "source", "li_stage"]
		self.leads = rows("Lead", fields, company=company).set_index("name")
		self.leads["creation"] = pd.to_datetime(self.leads["creation"])
		self.leads["source"] = self.leads["source"].fillna("")
		self.names = list(self.leads.index)
		self.ways = self._ways()
		self.deals = self._deals()

	def within(self, moments: pd.Series) -> pd.Series:
		return (moments >= self.first) & (moments < self.end)

	def _of_leads(self, doctype: str, fields: list[str], **filters: Any) -> pd.DataFrame:
		return rows(doctype, fields, lead=("in", self.names), **filters)

	def _ways(self) -> pd.DataFrame:
		"""One row for each lead that was on the ladder: when it first came to each rung (NaT where nobody knows), whether it was there."""
		fields = ["lead", "stage_before", "stage_after", "at", "cycle", "cause"]
		journey = self._of_leads("Lead Journey Entry", fields, stage_after=("in", RUNGS))
		journey["at"] = pd.to_datetime(journey["at"])
		firsts = journey.pivot_table(
			index="lead", columns="stage_after", values="at", aggfunc="min", dropna=False
		)
		ways = firsts.reindex(columns=RUNGS).apply(pd.to_datetime)
		ways = ways.reindex(journey["lead"].unique())
		was = journey.groupby(["lead", "stage_after"]).size().unstack(fill_value=0)
		was = was.reindex(index=ways.index, columns=RUNGS, fill_value=0) > 0
		is_placed = (
			(journey["cycle"] == 0)
			& (journey["stage_before"].fillna("") == "")
			& (journey["cause"] != "Import")
			& ~journey["stage_after"].isin(SOLD)
		)
		placed = journey[is_placed].groupby("lead")["at"].min().reindex(ways.index)
		created = self.leads["creation"].reindex(ways.index)
		for place, stage in enumerate(RUNGS):
			later = RUNGS[place:]
			sold = ways[[one for one in later if one in SOLD]].min(axis=1)
			at = sold
			if stage in EARLY:
				since = ways[[one for one in later if one in EARLY]].min(axis=1)
				# When the app first saw an older lead is not when that came to where it was: nobody knows.
				at = since.fillna(sold).where(since != placed)
			if stage == "Raw":
				# It came when it was made, where nothing or only that is known; older leads at the latest then.
				at = since.fillna(created).where(placed.isna(), since.where(since != placed))
				at = at.where(placed.isna(), pd.concat([at, created], axis=1).min(axis=1))
			ways[f"reached {stage} at"] = at
			ways[f"reached {stage}"] = was[later].any(axis=1)
			ways[f"was {stage}"] = was[stage]
		for stage in EARLY:
			ways.loc[ways[stage] == placed, stage] = pd.NaT
		ways["source"] = self.leads["source"].reindex(ways.index)
		return ways

	def cohort(self, first: str, ripe_days: int) -> pd.DataFrame:
		came_in = pd.to_datetime(self.ways[f"reached {first} at"])
		mine = self.ways[self.ways[f"reached {first}"] & self.within(came_in)].copy()
		mine["came in"] = pd.to_datetime(mine[f"reached {first} at"])
		mine["is ripe"] = mine["came in"].dt.normalize() <= self.today - pd.Timedelta(days=ripe_days)
		mine["month"] = mine["came in"].dt.strftime("%Y-%m")
		return mine

	def by_stage(self, first: str, ripe_days: int) -> dict[str, dict[str, Any]]:
		mine = self.cohort(first, ripe_days)
		ripe = mine[mine["is ripe"]]
		found = {}
		for place in range(RUNGS.index(first), len(RUNGS)):
			stage, before = RUNGS[place], RUNGS[place - 1]
			reached = mine[f"reached {stage}"]
			figures: dict[str, Any] = {
				"reached": int(reached.sum()),
				"skipped": int((reached & ~mine[f"was {stage}"]).sum()),
			}
			if stage != first:
				here = int(ripe[f"reached {stage}"].sum())
				took = spread(days(mine[before], mine[stage]))
				figures |= {
					"from_before": share(here, int(ripe[f"reached {before}"].sum())),
					"from_first": share(here, len(ripe)),
					"median": took["median"],
					"p90": took["p90"],
				}
			found[stage] = figures
		return found

	def by_group(self, group: str, first: str | None, last: str, ripe_days: int) -> dict[str, dict[str, Any]]:
		mine = self.cohort(first or "Raw", ripe_days)
		mine["days"] = days(mine[first] if first else mine["came in"], mine[last])

		def figures(some: pd.DataFrame) -> dict[str, Any]:
			ripe = some[some["is ripe"]]
			took = spread(some["days"])
			return {
				"leads": len(some),
				"came": int(some[f"reached {last}"].sum()),
				"rate": share(int(ripe[f"reached {last}"].sum()), len(ripe)),
				"median": took["median"],
				"p90": took["p90"],
				**{f"within_{limit}": int((some["days"] <= limit).sum()) for limit in (7, 30, 90)},
			}

		found = {name: figures(some) for name, some in mine.groupby(group)}
		return {**found, "All": figures(mine)} if found else {}

	def activity(self) -> dict[str, dict[str, int]]:
		found = {}
		for stage in RUNGS:
			there = self.ways[f"reached {stage}"] & self.within(
				pd.to_datetime(self.ways[f"reached {stage} at"])
			)
			found[stage] = {
				"reached": int(there.sum()),
				"skipped": int((there & ~self.ways[f"was {stage}"]).sum()),
			}
		return found

	def _sales(self) -> tuple[pd.Series, pd.Series]:
		"""The first day of a sale, by opportunity through its quotations, and by lead."""
		quotations = rows("Quotation", ["name", "opportunity", "party_name", "quotation_to"])
		items = rows("Sales Order Item", ["parent", "prevdoc_docname"])
		orders = rows("Sales Order", ["name", "customer", "transaction_date"], docstatus=1)
		invoices = rows("Sales Invoice", ["name", "customer", "posting_date"], docstatus=1, is_return=0)
		made = rows("Opportunity", ["name", "party_name"], opportunity_from="Lead")
		ordered = quotations.merge(items, left_on="name", right_on="prevdoc_docname").merge(
			orders, left_on="parent", right_on="name"
		)
		ordered["day"] = pd.to_datetime(ordered["transaction_date"])
		of_opportunity = ordered.dropna(subset=["opportunity"]).groupby("opportunity")["day"].min()
		of_lead = ordered[ordered["quotation_to"] == "Lead"][["party_name", "day"]]
		sales = pd.concat(
			[
				orders[["customer", "transaction_date"]].set_axis(["customer", "day"], axis=1),
				invoices[["customer", "posting_date"]].set_axis(["customer", "day"], axis=1),
			]
		)
		customers = rows("Customer", ["name", "lead_name", "opportunity_name"]).merge(
			sales, left_on="name", right_on="customer"
		)
		through = customers.merge(made, left_on="opportunity_name", right_on="name", suffixes=("", " made"))
		every = pd.concat(
			[
				of_lead.set_axis(["lead", "day"], axis=1),
				customers[["lead_name", "day"]].set_axis(["lead", "day"], axis=1),
				through[["party_name", "day"]].set_axis(["lead", "day"], axis=1),
			]
		)
		every = every[every["lead"].isin(self.names)]
		every["day"] = pd.to_datetime(every["day"])
		return of_opportunity, every.groupby("lead")["day"].min()

	def _deals(self) -> pd.DataFrame:
		fields = ["name", "party_name", "status", "transaction_date", "creation", "total", "base_total"]
		fields += ["opportunity_amount", "base_opportunity_amount"]
		made = rows("Opportunity", fields, party_name=("in", self.names), docstatus=("<", 2))
		outcomes = {"Converted": "Won", "Lost": "Lost", "Closed": "Closed"}
		of_opportunity, of_lead = self._sales()
		created, day = pd.to_datetime(made["creation"]), pd.to_datetime(made["transaction_date"])
		made = made.assign(
			lead=made["party_name"],
			outcome=made["status"].map(outcomes).fillna("Open"),
			opened=created.where(day.isna() | (day >= created.dt.normalize()), day),
			history=False,
		)
		has_items = made["total"] > 0
		entered = made["total"].where(has_items, made["opportunity_amount"])
		in_company = made["base_total"].where(has_items, made["base_opportunity_amount"])
		made["amount"] = in_company.where((entered > 0) & (in_company > 0))
		made["closed"] = made["name"].map(of_opportunity).where(made["outcome"] == "Won")
		fields = ["lead", "outcome", "at", "closed_at", "has_amount", "amount"]
		past = self._of_leads("Lead History Fact", fields, kind="Opportunity")
		past = past.assign(
			opened=pd.to_datetime(past["at"]),
			closed=pd.to_datetime(past["closed_at"]),
			amount=past["amount"].astype(float).where(past["has_amount"] == 1),
			history=True,
		)
		columns = ["lead", "outcome", "opened", "closed", "amount", "history"]
		deals = pd.concat([made[columns], past[columns]], ignore_index=True)
		for name in ("opened", "closed"):
			deals[name] = pd.to_datetime(deals[name])
		return self._with_sales(deals, of_lead)

	def _with_sales(self, deals: pd.DataFrame, sold: pd.Series) -> pd.DataFrame:
		"""A lead that was sold to with nothing won: the last opportunity opened up to that day is won, else the last one, else the sale itself. What is
		won without an order that names it was closed by the first sale, unless it was opened later."""
		more = []
		for lead, day in sold.items():
			mine = deals[deals["lead"] == lead]
			if (won := mine["outcome"] == "Won").any():
				unknown = won & mine["closed"].isna() & ~mine["history"].astype(bool)
				deals.loc[mine.index[unknown & (mine["opened"].dt.normalize() <= day)], "closed"] = day
				continue
			still_open = mine[(mine["outcome"] == "Open") & ~mine["history"].astype(bool)]
			if still_open.empty:
				more.append({"lead": lead, "outcome": "Won", "closed": day, "history": False})
				continue
			order = still_open.assign(before=still_open["opened"].dt.normalize() <= day)
			place = order.sort_values(["before", "opened"]).index[-1]
			deals.loc[place, ["outcome", "closed"]] = ["Won", day]
		return (
			pd.concat([deals, pd.DataFrame(more, columns=deals.columns)], ignore_index=True)
			if more
			else deals
		)

	def sales_cycle(self, start: str) -> dict[str, dict[str, Any]]:
		deals = self.deals.copy()
		lead = deals["lead"]
		if start == "Opportunity":
			begun = deals["opened"]
		elif start == "First Contact":
			came_in = pd.to_datetime(lead.map(self.ways["reached Raw at"]))
			created = pd.to_datetime(lead.map(self.leads["creation"]))
			begun = pd.concat([created, came_in], axis=1).min(axis=1)
		else:
			begun = pd.to_datetime(lead.map(self.ways[start]))
		deals["begun"] = pd.to_datetime(begun)
		deals["source"] = lead.map(self.leads["source"])
		deals["days"] = days(deals["begun"], pd.to_datetime(deals["closed"]))
		mine = deals[self.within(deals["begun"])]
		found = {name: _cycle(some) for name, some in mine.groupby("source")}
		return {**found, "All": _cycle(mine)} if found else {}

	def agreement(self, worked_days: int, ripe_days: int) -> dict[str, dict[str, Any]]:
		fields = ["name", "lead", "status", "reason", "handed_at", "decided_at", "in_bulk"]
		handed = self._of_leads("Lead Handover", fields, act="Marketing to Sales")
		for name in ("handed_at", "decided_at"):
			handed[name] = pd.to_datetime(handed[name])
		handed = handed[self.within(handed["handed_at"])].copy()
		handed["source"] = handed["lead"].map(self.leads["source"])
		self._judge(handed, worked_days)
		handed["is ripe"] = handed["handed_at"].dt.normalize() <= self.today - pd.Timedelta(days=ripe_days)
		last = handed.sort_values("name").groupby("lead").tail(1).set_index("lead")
		since = handed.groupby("lead")["handed_at"].min().dt.normalize()
		deals = self.deals[self.deals["lead"].isin(last.index)].copy()
		began = deals["opened"].fillna(deals["closed"]).dt.normalize()
		deals = deals[began >= deals["lead"].map(since)]
		deals["source"] = deals["lead"].map(last["source"])
		last["converted"] = last.index.isin(deals["lead"])
		groups = [*sorted(handed["source"].unique()), None]
		return {
			"Total" if group is None else group: _agreed(
				*(some if group is None else some[some["source"] == group] for some in (handed, last, deals))
			)
			for group in groups
		}

	def _judge(self, handed: pd.DataFrame, worked_days: int) -> None:
		"""Which one of the ways of being treated, or not, each hand-over was."""
		touches = self._of_leads("Lead Touch", ["lead", "response", "happened_at"])
		touches["happened_at"] = pd.to_datetime(touches["happened_at"])
		both = handed.merge(touches, on="lead", suffixes=("", " of touch"))
		took = days(both["handed_at"], both["happened_at"])
		in_time = both[(both["happened_at"] >= both["handed_at"]) & (took <= worked_days)]
		answered = handed["name"].isin(in_time[in_time["response"] == "Answer"]["name"])
		tried = handed["name"].isin(in_time[in_time["response"] == "Attempt"]["name"])
		soon = days(handed["handed_at"], handed["decided_at"]) <= worked_days
		said = (handed["status"] == "Accepted") | (
			(handed["status"] == "Refused") & (handed["reason"].fillna("") != "")
		)
		decided, bulk = said & soon, handed["in_bulk"] == 1
		over = handed["handed_at"].dt.normalize() < self.today - pd.Timedelta(days=worked_days)
		handed["treatment"] = "untouched"
		handed.loc[tried, "treatment"] = "tried"
		handed.loc[(handed["status"] == "Withdrawn") & soon, "treatment"] = "taken_back"
		handed.loc[decided & bulk, "treatment"] = "in_bulk"
		handed.loc[answered | (decided & ~bulk), "treatment"] = "by itself"
		handed.loc[~over, "treatment"] = "not_over"


def _cycle(some: pd.DataFrame) -> dict[str, Any]:
	won, lost, open_ = (some[some["outcome"] == outcome] for outcome in ("Won", "Lost", "Open"))
	of_won, of_lost = spread(won["days"]), spread(lost["days"])
	of_both = spread(pd.concat([won["days"], lost["days"]]))
	return {
		"deals": len(some),
		"won": len(won),
		"lost": len(lost),
		"open": len(open_),
		"won_amount": _sum(won["amount"]),
		"lost_amount": _sum(lost["amount"]),
		"open_amount": _sum(open_["amount"]),
		"won_median": of_won["median"],
		"won_mean": of_won["mean"],
		"won_p90": of_won["p90"],
		"lost_median": of_lost["median"],
		"decided_median": of_both["median"],
		"win_rate": share(len(won), len(won) + len(lost)),
	}


def _sum(amounts: pd.Series) -> float | None:
	known = amounts.dropna()
	return float(known.sum()) if len(known) else None


def _agreed(handed: pd.DataFrame, last: pd.DataFrame, deals: pd.DataFrame) -> dict[str, Any]:
	treated = handed["treatment"].value_counts()
	number = {
		name: int(treated.get(name, 0))
		for name in ("not_over", "taken_back", "tried", "untouched", "in_bulk", "by itself")
	}
	worked = number["in_bulk"] + number.pop("by itself")
	due = worked + number["tried"] + number["untouched"]
	accepted, refused = ((handed["status"] == status).sum() for status in ("Accepted", "Refused"))
	ripe = last[last["is ripe"]]
	won, lost = deals[deals["outcome"] == "Won"], deals[deals["outcome"] == "Lost"]
	return {
		"handed_over": len(handed),
		**number,
		"due": due,
		"worked": worked,
		"treatment": share(worked, due),
		"accepted": int(accepted),
		"refused": int(refused),
		"unanswered": int(handed["status"].isin(["Waiting", "Lapsed"]).sum()),
		"acceptance": share(int(accepted), int(accepted + refused)),
		"leads": len(last),
		"ripe": len(ripe),
		"converted": int(ripe["converted"].sum()),
		"conversion": share(int(ripe["converted"].sum()), len(ripe)),
		"opportunities": len(deals),
		"won": len(won),
		"lost": len(lost),
		"win_rate": share(len(won), len(won) + len(lost)),
	}
