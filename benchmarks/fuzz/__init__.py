"""Fuzzing: bytes that nobody would write, put through the package for as long as one likes (see ``benchmarks/fuzzing.py``).

Each target is a module: its seeds are texts of this repository, and its check raises where the package breaks a promise.
The tests run every target for a moment, without atheris; ``engine`` runs one guided by coverage.
"""
