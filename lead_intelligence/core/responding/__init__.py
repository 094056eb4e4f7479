"""How soon leads are answered, who works them and with what success, and which are left lying."""
