"""A real Frappe bench for the tests, which never changes the bench it borrows from."""
