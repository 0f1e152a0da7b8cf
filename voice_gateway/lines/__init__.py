"""Lines: how calls reach the gateway. A line is transport alone; what is said is the Call's matter."""
