"""Test material with exact word times, and the measurements made on it. Not part of the product."""
