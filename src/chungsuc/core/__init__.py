"""The rules of the programme and their types. Standard library only; knows nothing above it."""
