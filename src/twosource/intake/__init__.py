"""Raw bytes in, documents out: capture, format, cleaning, metadata, and the map back to the raw part."""
