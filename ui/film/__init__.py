"""Films of the phases, of a day's sun and of a flight along viewpoints: frames, words over them, and the file."""
