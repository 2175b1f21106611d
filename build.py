"""Builds the site in this folder: the same program as the installed `tagarchive`."""

from tagarchive.commands.main import program

if __name__ == "__main__":
    program()
