"""The local page: the same diary for those who use no shell, on this machine alone."""
