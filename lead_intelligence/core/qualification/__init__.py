"""What a lead, an MQL and an SQL are, and how leads move from stage to stage."""
