"""The loader of the sample programme; its data lives in sample_data/."""
