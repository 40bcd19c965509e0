"""One reader for each kind of file that many people's days come in."""
