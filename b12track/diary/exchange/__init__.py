"""The diary's doors to other trackers: one file per foreign format, in and out."""
