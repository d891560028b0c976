"""Ngôn ngữ của trang: what changes with the language of the page, below every application.

`data` marks the Vietnamese of the data on a page in another language, `figures` writes numbers and days,
`words` says what the core says, `catalogue` makes the compiled translations.
"""
