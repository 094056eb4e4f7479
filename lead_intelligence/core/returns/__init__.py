"""What leads of each origin cost, and what they brought in."""
