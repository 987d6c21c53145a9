"""Watching feeds and pages."""
