"""The words of the user: each command parses, calls one function and prints."""
