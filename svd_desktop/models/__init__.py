"""Which models there are and whether a folder holds one."""
