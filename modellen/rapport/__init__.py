"""The report as PDF: vector maps, sections and shadows, tables and definitions, set from a template."""
