"""`python -m benchmarks durability`: nothing is ever lost, whatever happens."""
