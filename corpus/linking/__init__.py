"""From mentions to the documents they mean, and how that is kept true as documents come and go."""
