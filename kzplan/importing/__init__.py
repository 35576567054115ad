"""A plan as published, read into a plan folder: documents in, a review workbook between, a folder out."""
