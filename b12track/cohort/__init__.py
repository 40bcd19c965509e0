"""Many people: from person-days to the usual intake of groups."""
