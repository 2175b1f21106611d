"""Measurements that no test makes: they take minutes, or need a corpus that is not part of the project."""
