"""`python -m workbook`, for where no script was put on the PATH."""

from workbook.cli import main

main()
