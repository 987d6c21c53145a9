"""The case in a browser: pages, and the JSON API behind them."""
