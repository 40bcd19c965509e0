"""`python -m b12track` is the same as `b12track`."""

from b12track.cli.entry import main

main()
