"""Whether a score kept its word: what came of the leads that a model graded before anybody knew how they would end."""
