"""What the field knows, as data beside thin loaders: parties, outlets and people."""
