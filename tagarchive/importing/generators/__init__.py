"""Sites of other generators to items, one module for each generator; it touches the disk through `importing.files`."""
