"""Pictures: values in, PNG out. Loading any of these modules loads what draws, so load it late."""
