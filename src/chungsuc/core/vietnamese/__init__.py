"""Vietnamese as officials write it: text, names, numbers, dates."""
