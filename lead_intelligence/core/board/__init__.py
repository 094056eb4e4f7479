"""The dashboard: figures of a span of days beside those of the days before, and what is to be looked at first."""
