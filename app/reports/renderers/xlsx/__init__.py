"""A workbook: a cover, then one sheet for each table and each chart."""
