"""Timelines: chosen takes in order, as the files that editors open.

`building` makes the one description from clips on disk, `writing` publishes it in the format that
the file's ending names. Each format has a module that turns the description into bytes.
"""
