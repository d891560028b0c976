"""Thẩm tra: the pages of the bodies in charge of indicators, and of the communes that they ask."""
