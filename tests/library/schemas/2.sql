BEGIN TRANSACTION;
CREATE TABLE jobs (
        id TEXT PRIMARY KEY,
        position INTEGER NOT NULL,
        state TEXT NOT NULL,
        request TEXT NOT NULL,
        delivery TEXT NOT NULL,
        step INTEGER NOT NULL DEFAULT 0,
        attempts INTEGER NOT NULL DEFAULT 0,
        owner TEXT,
        reason TEXT,
        note TEXT NOT NULL DEFAULT '',
        take TEXT
    , furthest INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "jobs" VALUES('kept',7,'paused','{"version": 1, "source": "/pictures/rocket.jpg", "model": "svd-mini", "width": 64, "height": 64, "frames": 2, "steps": 3, "seed": 42, "fps": 7, "motion_bucket_id": 127, "noise_aug_strength": 0.02, "min_guidance": 1.0, "max_guidance": 3.0, "decode_chunk": null, "schedule": "karras", "guidance_interval": null, "framing": {"mode": "crop", "focus": [0.5, 0.5], "background": "#000000", "zoom": 1.0}, "computing": {"exact": false, "memory": "auto", "compile": "auto"}}','{"folder": "/clips", "presets": ["h264-review"], "rate": "25", "extends": null}',2,0,NULL,NULL,'Interrupted.',NULL,0);
CREATE INDEX jobs_by_state ON jobs (state, position);
COMMIT;
