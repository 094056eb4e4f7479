"""Installing, seeding and uninstalling."""
