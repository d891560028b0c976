"""Pháp luật là dữ liệu: dated criteria sets, units and forms, with their loaders."""
