"""Fitting and measuring models: never imported by prediction."""
