"""Plain lines: the whole product as lines printed and lines typed.

What a screen reader, a dumb terminal, a pipe and a bad night can all use: nothing
moves, nothing is redrawn, nothing arrives inside a line being typed.  `now` stands
alone; everything else begins at `face.run`.
"""
