"""Fuzzing: small valid inputs of every kind, mutated; only the declared refusals may come out."""
