"""Files that leave: image, table and workbook of a chart, with their captions and source inside."""
