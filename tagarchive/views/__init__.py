"""Views: the data that templates and feeds can see.

Views are narrow on purpose. A page depends on the content of its view and on nothing else, so a change to an article
rebuilds a list only if the list shows the changed part. The string below each field is its line in the reference of
templates. Does not touch the disk.
"""
