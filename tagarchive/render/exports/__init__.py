"""Exports: articles in formats of other programs. Does not touch the disk.

Each format has a module. Those of citations have a function for one citation too, which pages show.
"""
