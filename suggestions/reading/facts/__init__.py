"""What a customer's words state: amounts, numbers, products, costs, attempts, wishes."""
