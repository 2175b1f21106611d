"""Exit codes of the program; 2, for a command line that is not understood, is that of `argparse`."""

OK, SITE_HAS_PROBLEMS, INTERRUPTED = 0, 1, 130
