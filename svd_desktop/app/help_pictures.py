"""Which parameters have a picture of their effect, and between which values it was made."""

from __future__ import annotations

# packaging/help_pictures.py renders them with the demonstration model.
PAIRS: dict[str, tuple[float, float]] = {
    "motion_bucket_id": (20, 220),
    "noise_aug_strength": (0.02, 0.3),
    "fps": (5, 30),
    "max_guidance": (1.0, 1.5),
    "seed": (1, 2),
}
