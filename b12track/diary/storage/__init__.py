"""How the diary lies on the disk: one file, its rows, checksums, backups."""
