"""GUM: hand-normalised dates in texts of sixteen genres."""
