"""Files as a stranger would write them: the layouts of the senders in other words, orders and signs, with values known
by hand. One module a layout declares its cases; `verdict` loads a case and says whether what came out is right."""
