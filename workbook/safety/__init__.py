"""Help now: help lines and first steps, as literals that nothing can break.

No module here imports anything but `typing` and its neighbours: not attrs, not
gettext, not the rest of the workbook.  What it says stays right when the data
folder is ruined, the catalogue is missing or a plugin misbehaves.
"""
