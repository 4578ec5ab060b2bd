"""What passed between the customer and a bot before a person came."""
