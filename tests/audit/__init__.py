"""Audit of what the project runs on: the licence of every locked package, and known weaknesses."""
