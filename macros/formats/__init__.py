"""The guide to take along: one PDF and one e-book, made of the built pages."""
