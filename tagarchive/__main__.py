"""`python -m tagarchive`: the same program as the installed `tagarchive`."""

import sys

from tagarchive.commands.main import main

if __name__ == "__main__":
    sys.exit(main())
