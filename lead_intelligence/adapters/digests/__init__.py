"""The weekly digest: who gets it, what it tells, and the mail that it comes in."""
