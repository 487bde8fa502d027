"""Takes in sheets that people keep: members, partners, agendas, actions, interests and attendance."""
