"""Many documents: catalogue, ingest, identity and resolution, citation graph, evaluation."""
