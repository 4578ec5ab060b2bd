"""What happened after the replies: figures over many tickets, each with how sure it is."""
