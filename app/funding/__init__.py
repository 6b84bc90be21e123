"""Where the money goes: funds, requests, authorities, awards, releases."""
