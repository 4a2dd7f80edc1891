"""WikiWars: time expressions in histories of wars."""
