"""The computed views: pure functions from what is written to words and tables."""
