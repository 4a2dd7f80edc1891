"""The same pipeline over many documents; an outcome a document, failures included."""
