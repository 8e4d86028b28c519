"""Many documents: catalogue, ingest, identity and resolution, citation graph, the drafting aid, evaluation."""
