"""Numbers in invented sentences: bounds, unit, what is counted, modality."""
