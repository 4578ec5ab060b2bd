"""What a customer told and asked, as it can be said back to them."""
