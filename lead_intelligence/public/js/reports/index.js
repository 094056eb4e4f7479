// What the scripts of our reports call.

import { onload } from "./dressing";
import { dimensions } from "./dimensions";
import { filters } from "./filters";
import { formatter } from "./formatter";

/** The settings of a report. `own`: its own filters, as Frappe describes them; `without`: names of the shared ones that it does not know. */
const of = (name, own = [], more = {}) => ({ filters: filters(own, more), formatter, onload });

frappe.provide("lead_intelligence");
lead_intelligence.reports = { of, filters, dimensions, formatter, onload };
