"""Bộ tiêu chí: the stored versions of the sets, so that a verdict can name the text it was made by."""
