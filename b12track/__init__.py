"""b12track: a dietary intake tracker for vitamin B12 that keeps its diary on this machine."""

__version__ = "0.1.0"
