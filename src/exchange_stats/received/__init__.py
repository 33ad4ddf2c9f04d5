"""What was received: any workbook read, inspected, compared with its layout."""
