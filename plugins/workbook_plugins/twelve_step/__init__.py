"""Plugin twelve_step."""
