"""What the shipped plugins ask in the wizard, written as any other plugin's pages would be."""
