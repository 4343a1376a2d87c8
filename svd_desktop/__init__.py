"""SVD Desktop: turns pictures into moving clips with Stable Video Diffusion."""

__version__ = "0.1.0"
