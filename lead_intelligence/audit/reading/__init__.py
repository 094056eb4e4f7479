"""From the cells of a row to the snapshot of a lead."""
