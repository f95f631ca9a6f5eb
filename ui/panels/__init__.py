"""Panels round the 3D view. A panel shows its part of what is handed to it and asks for changes by signals only."""
