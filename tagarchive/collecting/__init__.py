"""The daily work of a desk: pages and entries of feeds to clippings, tags by rule, kept originals; it touches the disk.

Its commands use the network. No build does.
"""
