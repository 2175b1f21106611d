"""Foreign files to articles, pages and tags of a site; it touches the disk.

It reads the input and the site, and writes below `content/`. One module or folder for each kind of input yields items.
The modules beside them do what all kinds share.
"""
