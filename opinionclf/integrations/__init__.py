"""Labels inside other people's pipelines: data frames, Arrow, spaCy, scikit-learn, Hugging Face datasets."""
