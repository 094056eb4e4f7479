"""The figures of the reports: what is asked, read from the journey and from what hangs beside it, and how it is shown."""
