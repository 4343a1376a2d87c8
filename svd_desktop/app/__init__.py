"""The window without its widgets: QtCore only."""
