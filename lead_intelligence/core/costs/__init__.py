"""What marketing costs: of which source and campaign, spread over the days that a cost is for."""
