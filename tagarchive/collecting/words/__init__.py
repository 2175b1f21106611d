"""Words that rules look for in texts. It does not touch the disk; a process bounds the time of expressions."""
