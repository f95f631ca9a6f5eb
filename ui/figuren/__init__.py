"""Making a set of figures: pictures and sheets, drawn in one renderer."""
