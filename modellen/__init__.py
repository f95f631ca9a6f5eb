"""The masterplan's data and every way in and out of the program: plan folders, context, exports."""
