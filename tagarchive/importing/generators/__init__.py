"""Sites of other generators to items. It does not touch the disk; `importing.files` does."""
