"""The forms, one module per noun; `record` turns what the fields hold into values and back."""
