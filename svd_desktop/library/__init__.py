"""What is kept on disk: the queue, the takes, the settings, and where they lie."""
