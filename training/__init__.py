"""Rebuilds the bundled English pipeline from public data; see README.md. Needs PyTorch, which kg itself never does."""
