"""Driving a correction session by key, and counting what it takes."""
