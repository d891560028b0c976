"""Biểu mẫu, báo cáo: papers in the official layout, made from what is stored."""
