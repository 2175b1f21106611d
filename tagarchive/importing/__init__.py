"""Foreign files to articles, pages and tags of a site. It touches the disk: it reads the input, and writes below
`content/`.

One module or folder for each kind of input yields items. The modules beside them do what all kinds share.
"""
