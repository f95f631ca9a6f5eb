"""The standing city round a plan, fetched from public services (3DBAG, BAG) and kept on disk."""
