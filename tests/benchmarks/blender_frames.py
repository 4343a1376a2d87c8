"""Run by Blender: each film that is named becomes a strip of the sequencer, rendered as pictures.

    blender --background --factory-startup --python blender_frames.py -- FOLDER FILM ...

The pictures are `FOLDER/0/0001.png` and on, for the second film `FOLDER/1`; what Blender says of
the films, or why it cannot, is in `FOLDER/films.json`.
"""

import json
import sys
from pathlib import Path

import bpy

folder, *films = sys.argv[sys.argv.index("--") + 1 :]
said = []
for number, film in enumerate(films):
    scene = bpy.data.scenes.new(f"film {number}")
    try:
        strip = scene.sequence_editor_create().sequences.new_movie("film", film, 1, 1)
    except RuntimeError as error:
        said.append({"error": str(error).strip()})
        continue
    width, height = strip.elements[0].orig_width, strip.elements[0].orig_height
    said.append({
        "frames": strip.frame_duration, "size": [width, height], "fps": strip.elements[0].orig_fps,
    })  # fmt: skip
    if not width:
        continue
    scene.view_settings.view_transform = "Standard"  # the usual one is for rendered light
    scene.frame_start, scene.frame_end = 1, strip.frame_duration
    render = scene.render
    render.resolution_x, render.resolution_y, render.resolution_percentage = width, height, 100
    render.use_sequencer = True
    render.dither_intensity = 0
    render.image_settings.file_format = "PNG"
    render.image_settings.color_mode = "RGB"
    render.filepath = str(Path(folder) / str(number) / "####")
    bpy.ops.render.render(animation=True, scene=scene.name)
(Path(folder) / "films.json").write_text(json.dumps(said))
