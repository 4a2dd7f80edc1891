"""The cases of a date recogniser's specification, in English: short requests with a reference day."""
