"""Views: all that a template or a feed can see.

They are narrow on purpose. A page depends on what its view holds and on nothing else, so what a list does
not show of an article can change without touching the list. The text below a field is its line in the
reference of templates. Does not touch the disk.
"""
