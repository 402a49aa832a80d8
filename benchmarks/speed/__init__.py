"""How fast the program is: each measurement in a process of its own, as a user would meet it."""
