"""Takes jobs from the library, hands them to a backend, records what comes back."""
