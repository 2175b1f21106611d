// Nor is its script.
