"""Validated input, one module per noun (pydantic, strict); imported only inside writing use cases."""
