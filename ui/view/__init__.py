"""The 3D view: draws a `massastudie.scene.Scene`. The only folder that imports VTK."""
