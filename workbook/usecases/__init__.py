"""What a person does with a workbook; holds the clock and the ids, no screen."""
