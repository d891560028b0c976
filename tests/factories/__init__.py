"""The cast and the places that the tests share."""
