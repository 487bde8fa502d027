"""Takes in sheets that people keep: members, partners, agendas and actions from CSV, XLSX and Markdown."""
