"""What pictures and workbooks share: fonts, colours, the source line, one table as one sheet."""
