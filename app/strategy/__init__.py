"""The roadmap: objectives, phases, initiatives, dispositions."""
