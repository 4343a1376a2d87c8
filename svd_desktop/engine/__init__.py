"""Everything that imports torch: it runs in the render process."""
