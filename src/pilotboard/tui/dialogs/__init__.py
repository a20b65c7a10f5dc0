"""Typed dialogs: each is a ``ModalScreen[Result]`` and answers ``None`` when it is left."""
