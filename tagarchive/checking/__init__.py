"""What may be wrong on a site although it builds. The modules that read a site touch the disk; rules and reports do not."""
