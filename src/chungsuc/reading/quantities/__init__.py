"""Số liệu của mọi lĩnh vực: figures in prose, what each says of what, and the sums that a text states."""
