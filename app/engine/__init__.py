"""The pure core: values in, values out; knows no Flask, no database."""
