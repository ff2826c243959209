"""Where sentences begin and end, and which tokens stand in quotations."""
