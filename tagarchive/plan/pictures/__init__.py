"""Pictures as pages and feeds show them: their smaller files, and how wide they are at each place.

It does not touch the disk.
"""
