"""Why a sentence has its label: sums, cues, counterfactuals."""
