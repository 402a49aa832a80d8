"""Finding where each word is spoken, in a child process."""
