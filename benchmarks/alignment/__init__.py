"""How exact word times are, on speech whose word times are known; beside other programs."""
