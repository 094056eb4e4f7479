"""Sample data: one fictional company with two years of leads, loaded and removed from the settings."""
