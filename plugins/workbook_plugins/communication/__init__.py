"""Plugin communication."""
