"""Plugin high_risk."""
