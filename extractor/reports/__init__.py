"""Orders as reports tell them: who tells, who is told, and what only was done."""
