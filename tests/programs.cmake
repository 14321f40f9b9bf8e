# Whole-program tests: Python scripts that run the built minenpp as a user would.
