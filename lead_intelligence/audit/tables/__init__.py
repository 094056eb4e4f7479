"""Tables as they come: CSV of any encoding and delimiter, or Excel workbooks."""
