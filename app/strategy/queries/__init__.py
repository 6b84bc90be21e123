"""The roadmap as pages, reports and services read it."""
