"""Who renders: the protocol, and the process that is the default."""
