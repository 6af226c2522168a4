"""Measures the site against a stock one of the same text: bytes, Lighthouse and builds. `make bench` runs it."""
