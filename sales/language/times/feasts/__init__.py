"""Holidays and observances by name: fixed, moving and lunar ones, and how they are said in a sentence."""
