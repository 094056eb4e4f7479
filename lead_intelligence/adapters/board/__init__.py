"""The dashboard read from the site: each family of figures in few narrow statements."""
