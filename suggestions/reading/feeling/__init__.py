"""How the customer feels, and the signs a person should see."""
