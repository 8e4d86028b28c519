"""Who is told to do what by when: the passages that give work, and units, tasks and deadlines read from them."""
