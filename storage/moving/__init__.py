"""Everything one database holds, moved into another of either kind."""
