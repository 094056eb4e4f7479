"""What leads do: touches, and the points that they earn and lose again as time passes."""
