"""The exercises, as data: one folder for each family."""
