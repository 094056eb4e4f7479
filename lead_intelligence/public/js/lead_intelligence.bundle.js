import "./lead/form";
import "./lead/list";
import { grade_events, group_events, model_events, rule_events } from "./scoring_model/form";
import { list_settings } from "./scoring_model/list";

// For the scripts of our own doctypes, which Frappe loads by itself.
frappe.provide("lead_intelligence");
Object.assign(lead_intelligence, { grade_events, group_events, model_events, rule_events, scoring_model_list: list_settings });
