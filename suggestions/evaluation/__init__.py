"""How well the product's own code does on a labelled file. Nothing is fitted here."""
