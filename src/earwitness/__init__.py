"""Traces every statement in a set of reports back to the mouth it came from."""
