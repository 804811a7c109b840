"""When people mean: own rules for dates, periods and clock times, and one last resort behind a guard."""
