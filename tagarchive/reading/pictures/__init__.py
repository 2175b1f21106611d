"""Pictures before they are shown: their format, the facts about them and their HTML. It does not touch the disk."""
