"""A sample company's leads, so that the audit can be tried without data of one's own."""
