"""The parts of a news text: paragraphs and heads, and what is data. It does not touch the disk."""
