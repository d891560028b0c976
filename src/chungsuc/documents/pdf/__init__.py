"""PDF in: the text layer of a page, put back into the lines, columns and tables that a reader sees."""
