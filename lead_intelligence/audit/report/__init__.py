"""The report that a manager opens: one HTML file that needs nothing else."""
