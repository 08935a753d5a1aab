"""Plugin trigger_mapping."""
