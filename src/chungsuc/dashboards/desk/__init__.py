"""Bàn làm việc: what waits for a person, what is late and what came back, joined from every part."""
