Object.assign(frappe.pages["lead-team-board"], lead_intelligence.team_board);
