"""What a claim is: immutable types and their JSON. Imports nothing but the standard library."""
