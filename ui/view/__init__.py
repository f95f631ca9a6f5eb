"""The 3D view: draws a `massastudie.scene.Scene`. The only folder that imports VTK."""

# Before PySide6 is read: its hook on imports breaks off that of pydantic, which reads parts of itself when asked.
import modellen.boomlicht  # noqa: F401
