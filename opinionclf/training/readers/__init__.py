"""Labelled text as people have it: tables, JSON Lines and exports of labelling tools, read into pages."""
